/** What a scroll event was about: the page as a whole is told by its document. */
export function scrollerOf(target: unknown): Element {
  return target instanceof Element ? target : (document.scrollingElement ?? document.documentElement);
}

/**
 * How much of its way an element has been scrolled, 0 to 1; less than 0 if it has nothing to scroll, or is
 * a small part of the page. Browsers report positions up to a pixel short of the end.
 */
export function shareScrolled(element: Element): number {
  const { scrollTop, scrollHeight, clientHeight, clientWidth } = element;
  const small = clientHeight * clientWidth < (innerHeight * innerWidth) / 2;
  const way = scrollHeight - clientHeight;
  if (way <= 1 || (small && element !== scrollerOf(document))) return -1;
  return Math.min(1, (scrollTop + 1) / way);
}
