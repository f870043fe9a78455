/**
 * A random UUID, version 4 (RFC 9562); `crypto.randomUUID` is missing in old engines and on plain http.
 *
 * @param bytes - 16 random ones
 */
export function makeIdentifier(bytes = crypto.getRandomValues(new Uint8Array(16))): string {
  let text = "";
  bytes.forEach((byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte;
    text += ([4, 6, 8, 10].includes(index) ? "-" : "") + (value + 0x100).toString(16).slice(1);
  });
  return text;
}
