/**
 * Makes an element. Attributes that begin with "on" are listeners; `undefined` and `false` are left out;
 * strings among the children become text, never markup.
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Makes an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** A drawing from the sprite; decoration, so it has no name. */
export function art(name, className = "art") {
  return svg(
    "svg",
    { class: className, viewBox: "0 0 240 240", "aria-hidden": "true" },
    svg("use", { href: `/shop/art.svg#${name}` }),
  );
}
