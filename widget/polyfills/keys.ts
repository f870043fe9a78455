const has = Object.prototype.hasOwnProperty;

/**
 * Object.keys where a library of the page has put another in its place (Prototype.js: with what is inherited, such as
 * its own members of arrays); put in at build time.
 */
export default function keys(object: object): string[] {
  const found: string[] = [];
  // Of nothing it throws, as the engine's own does.
  has.call(object, "");
  for (const key in object) if (has.call(object, key)) found[found.length] = key;
  return found;
}
