/**
 * The name for a landmark: a text, with a number behind it where another prompt on the page is called the same.
 *
 * @param landmark - that is to have it
 */
export function labelFor(landmark: Element, text: string): string {
  const taken = [...document.querySelectorAll("askling-prompt")].map(({ shadowRoot }) => {
    const other = shadowRoot?.querySelector("section");
    return other && other !== landmark && other.getAttribute("aria-label");
  });
  let label = text;
  for (let count = 2; taken.indexOf(label) >= 0; count++) label = `${text} ${count}`;
  return label;
}
