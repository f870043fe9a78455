const has = Object.prototype.hasOwnProperty;

/** Object.entries where a library of the page has put one in its place that takes what is inherited; put in at build time. */
export default function entries(object: Readonly<Record<string, unknown>>): [string, unknown][] {
  const found: [string, unknown][] = [];
  for (const key in object) if (has.call(object, key)) found[found.length] = [key, object[key]];
  return found;
}
