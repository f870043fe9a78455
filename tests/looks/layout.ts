import type { Page } from "playwright-core";

/**
 * What is wrong with the layout of the prompt on a page, in words; nothing if it is right: nothing sticks out of
 * the window or the card, no text is cut or leaves its button, and targets are as large as they must be.
 */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const host = document.querySelector("askling-prompt");
    const root = host?.shadowRoot;
    const card = root?.querySelector(".card");
    const body = root?.querySelector(".body");
    if (!root || !card || !body) return ["there is no prompt"];
    const say = (element: Element, what: string) => {
      const text = (element.getAttribute("aria-label") || element.textContent || element.tagName).trim();
      faults.push(`${element.tagName} ${JSON.stringify(text.slice(0, 40))} ${what}`);
    };
    const frame = card.getBoundingClientRect();
    const inline = host.getAttribute("data-at") === "inline";
    if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
    if (frame.left < -1 || frame.right > innerWidth + 1) faults.push("the card sticks out sideways");
    if (!inline && (frame.top < -1 || frame.bottom > innerHeight + 1)) faults.push("the card sticks out");
    for (const box of [card, body])
      if (box.scrollWidth > box.clientWidth + 1) say(box, `is ${box.scrollWidth} wide in ${box.clientWidth}`);

    const walker = document.createTreeWalker(card, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || !node.textContent?.trim() || parent.closest(".vh,option,textarea")) continue;
      if (getComputedStyle(parent).clip !== "auto") continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const around = parent.closest("button,a,label")?.getBoundingClientRect() ?? frame;
      for (const rect of range.getClientRects()) {
        if (rect.left < around.left - 1 || rect.right > around.right + 1) say(parent, "sticks out sideways");
        if (around !== frame && (rect.top < around.top - 2 || rect.bottom > around.bottom + 2))
          say(parent, "sticks out of its target");
      }
    }

    const large = card.classList.contains("large");
    const least = large ? 60 : 44;
    for (const target of card.querySelectorAll("button,a,input,select,textarea")) {
      const box = (target.closest("label") ?? target).getBoundingClientRect();
      if (!box.width || getComputedStyle(target).clip !== "auto") continue;
      const scale = target.closest(".scale");
      const tops = scale ? Array.from(scale.querySelectorAll("[role=radio]:not(.na)")) : [];
      const oneRow = new Set(tops.map((one) => Math.round(one.getBoundingClientRect().top))).size === 1;
      const narrow = !large && oneRow && !target.matches(".na") ? 32 : least;
      if (box.height < least - 0.5 || box.width < narrow - 0.5)
        say(target, `is a target of ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    for (const name of [".x", ".foot", ".foot .primary"]) {
      const one = root.querySelector(name);
      const box = one?.getBoundingClientRect();
      // In large mode ways around the question scroll with it; what sends an answer does not.
      const stays = one && /sticky|absolute/.test(getComputedStyle(one).position);
      if (box && stays && !inline && (box.top < -1 || box.bottom > innerHeight + 1))
        faults.push(`${name} is out of sight`);
    }
    return faults;
  });
}
