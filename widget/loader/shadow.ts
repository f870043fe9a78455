/** A tree of the page that selectors are matched in. */
export type Root = Document | ShadowRoot;

/** What of a prompt the page gets to see. */
const PROMPT = "askling-prompt";

/** Where the members of a tree are called: those of the document itself may be images of the page. */
const membersOf = (root: Root): Root => (root === window.document ? document : root);

/** The document and every open shadow root in it, those of prompts aside; outer ones first. */
export function openRoots(): Root[] {
  const roots: Root[] = [window.document];
  for (const root of roots)
    membersOf(root)
      .querySelectorAll("*")
      .forEach(({ shadowRoot, localName }) => {
        if (shadowRoot && localName !== PROMPT) roots.push(shadowRoot);
      });
  return roots;
}

/** What a selector finds on the page and in its open shadow roots: each element as its own tree has it. */
export function findAll(selector: string, roots: readonly Root[] = openRoots()): Element[] {
  const found: Element[] = [];
  for (const root of roots)
    membersOf(root)
      .querySelectorAll(selector)
      .forEach((element) => void found.push(element));
  return found;
}

/** The elements that an event comes by, innermost first, open shadow roots included; of a prompt itself alone. */
export function elementsOf(event: Event): Element[] {
  let elements: Element[] = [];
  for (const one of event.composedPath())
    if (one instanceof Element) elements = one.localName === PROMPT ? [one] : [...elements, one];
  return elements;
}
