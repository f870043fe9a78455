/** Longest address in a record, in characters. */
const MAX_CHARACTERS = 2_000;

/**
 * Addresses that name a place on the device, or the device itself, of which the file's name is told; those that
 * hold the content itself, of which the scheme is told; and what stands before the address of the page that made it.
 */
const SPECIAL = /^(?:(file|content|(?:moz|safari-web)-extension)|(data|javascript)|blob|filesystem):/i;

/** A text cut to so many characters, and not within a pair. */
export const cutText = (text: string, most: number): string =>
  text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");

/** The origin of an address, such as `https://shop.example`; where it has none that others may know, its scheme. */
export function originOf(address: string): string {
  const [scheme = "", local, content] = SPECIAL.exec(address) || [];
  if (local || content) return scheme;
  if (scheme) return originOf(address.slice(scheme.length)) || scheme;
  return (/^[a-z][\w.+-]*:(?:\/\/[^/?#]*)?/i.exec(address) || [""])[0];
}

/**
 * An address as a record tells it: at most 2,000 characters, of a file only its name, of a blob the origin, of a
 * `data:` address the scheme.
 */
export function boundAddress(address: string): string {
  const [scheme, local] = SPECIAL.exec(address) || [];
  const told = local ? address.replace(/[?#].*/, "").replace(/^.*\//, "") : scheme ? "" : address;
  return told.length > MAX_CHARACTERS
    ? cutText(told, MAX_CHARACTERS).replace(/(?:%[c-f].(?:%[89ab].)*)?(?:%.?)?$/i, "")
    : told || originOf(address);
}
