/**
 * A stable 32-bit hash of a text: FNV-1a over UTF-16 code units, then Murmur3's finalizer, so that texts
 * that differ in one letter fall anywhere. Not for secrets.
 *
 * @returns an integer from 0 to 2³² − 1
 */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
