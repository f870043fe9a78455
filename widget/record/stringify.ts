const { stringify: write } = JSON;

/**
 * JSON.stringify where a library of the page has told all arrays or all objects how they are written (`toJSON`;
 * Prototype.js writes arrays as texts): the build puts it in its place. A page's own class keeps its `toJSON`.
 */
export default function stringify(value: unknown): string {
  return write(value, function (this: Record<string, unknown>, key, given: unknown) {
    const held = this[key];
    return Array.isArray(held) || Object(held).toJSON === Object({}).toJSON ? held : given;
  });
}
