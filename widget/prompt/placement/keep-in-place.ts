import type { Stay } from "../context.ts";
import type { PromptNeeds, ShowRequest } from "../needs.ts";
import { edgeOfPage } from "./container.ts";

/**
 * Keeps prompts where they belong: in the place that is found for them now, so that they move with the page's
 * modals. One that the page takes away comes back once, but not on another page than its survey asks for. Its
 * ancestors alone are watched, through the page's shadow roots.
 *
 * @param find - where it belongs; nothing while there is no such place
 * @param chance - what it comes back once for; empty once it has nothing more to ask
 */
export function keepInPlace(
  { judge }: PromptNeeds,
  { survey, cause, waived }: ShowRequest,
  find: () => Element | null | undefined,
  chance: () => string,
): Stay {
  const { href } = location;
  let used = "";

  function hasLeft(): boolean {
    const failed = judge(survey, cause.props, waived).filter(([, pass]) => !pass);
    return location.href !== href && failed.some(([rule]) => /^audience\.(?:url|any|not)/.test(rule));
  }

  function mayReturn(): unknown {
    const now = chance();
    const may = now && now !== used && !hasLeft();
    used = now;
    return may;
  }

  return (host, root, stood, gone) => {
    let at: Element;
    const observer = new MutationObserver(look);
    const lookNow = () => look();
    // A modal takes the focus when it opens.
    document.addEventListener("focusin", lookNow, true);
    root.addEventListener("hear", (event) => event.preventDefault());

    function stand(again: boolean): void {
      stood(again);
      observer.disconnect();
      let node: Node | null = host.parentNode;
      while (node) {
        observer.observe(node, { childList: true, attributes: true });
        node = node.parentNode ?? (node as ShadowRoot).host;
      }
    }

    function put(where: Element, again: boolean): void {
      at = where;
      where.appendChild(host);
      stand(again);
    }

    /** `document.open()` takes away the listeners of whatever was on the page: nothing in it would work. */
    const isDeaf = () => root.dispatchEvent(new Event("hear", { cancelable: true }));

    function look(records: MutationRecord[] = []): void {
      const lost = !host.isConnected;
      const where = find();
      const isMoved = () =>
        records.some(({ removedNodes }) => [...removedNodes].some((node) => node.contains(host)));
      if (lost && (!where || isDeaf() || !mayReturn())) gone();
      // A dialog that opens over the prompt is not covered by it.
      else if (where && (lost || (where !== at && where.tagName !== "DIALOG"))) put(where, true);
      else if (isMoved()) stand(true);
    }

    put(find() ?? edgeOfPage(), false);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", lookNow, true);
    };
  };
}
