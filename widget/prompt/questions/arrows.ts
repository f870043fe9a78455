import type { PromptModel } from "../model.ts";

/**
 * Moves through a radio group by its arrow keys; they go round at its ends, and left and right are mirrored where
 * the writing is.
 *
 * @param event - a key pressed on one of the group's radios
 * @param select - takes the place of what the arrow leads to
 */
export function followArrow(
  { busy }: PromptModel,
  event: KeyboardEvent & { currentTarget: HTMLElement },
  select: (index: number) => void,
): void {
  const { key, currentTarget, target } = event;
  const arrow = /^Arrow(?:(Down|Right)|Up|Left)$/.exec(key);
  if (!arrow || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const mirrored = /L|R/.test(key) && currentTarget.matches("[dir=rtl] *");
  const radios = [...currentTarget.querySelectorAll("[role=radio]")];
  const { length } = radios;
  const to = (radios.indexOf(target as Element) + (!arrow[1] === mirrored ? 1 : length - 1)) % length;
  const radio = radios[to];
  if (busy.value) return;
  select(to);
  if (radio instanceof HTMLElement) radio.focus();
}
