/**
 * The page's document, put in at build time wherever `document` is written. `<img name="body">` or
 * `<form name="currentScript">` takes the place of the document's own member: read from the prototype, they are
 * what they are. Only for members: where a node is wanted, or compared with, it is `window.document`.
 */
const page = typeof window === "undefined" ? undefined : window.document;

export default page &&
  new Proxy(page, {
    get(_page, name) {
      const value: unknown = Reflect.get(Document.prototype, name, page);
      return typeof value === "function" ? value.bind(page) : value;
    },
  });
