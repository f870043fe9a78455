/**
 * Array.from where a library of the page has put another in its place (Prototype.js: no iterables, no second
 * argument); put in at build time.
 */
export default function from(
  items: Iterable<unknown> | ArrayLike<unknown>,
  make: (item: unknown, at: number) => unknown = (item) => item,
): unknown[] {
  const list: unknown[] = [];
  if (isIterable(items)) for (const item of items) list[list.length] = make(item, list.length);
  else for (let at = 0; at < items.length; at++) list[at] = make(items[at], at);
  return list;
}

const isIterable = (items: Iterable<unknown> | ArrayLike<unknown>): items is Iterable<unknown> =>
  Symbol.iterator in Object(items);
