const has = Object.prototype.hasOwnProperty;

/** Object.values where a library of the page has put one in its place that takes what is inherited; put in at build time. */
export default function values(object: Readonly<Record<string, unknown>>): unknown[] {
  const found: unknown[] = [];
  for (const key in object) if (has.call(object, key)) found[found.length] = object[key];
  return found;
}
