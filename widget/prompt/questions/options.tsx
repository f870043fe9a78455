import type { ComponentChildren } from "preact";
import type { Question } from "../../manifest/schema.ts";
import { remembering } from "./draft.ts";
import { drawIcon } from "./drawings.tsx";

/** A question with options to choose from. */
export type ChoiceQuestion = Extract<Question, { type: "single" | "multi" }>;
export type Option = ChoiceQuestion["options"][number];

/** The options of a question in the order they are shown in: for one showing always the same. */
export const optionsOf = remembering(({ options, shuffle }: ChoiceQuestion) =>
  shuffle ? shuffled(options) : options,
);

/**
 * The same things in another order, each order as likely as any other (Fisher and Yates).
 *
 * @param random - from 0 to below 1
 */
export function shuffled<Thing>(things: readonly Thing[], random: () => number = Math.random): Thing[] {
  const left = [...things];
  const all: Thing[] = [];
  while (left.length) all.push(...left.splice(Math.floor(random() * left.length), 1));
  return all;
}

interface ChoiceProps {
  /** `square` where several may be chosen. */
  mark: "round" | "square";
  label: string;
  /** Its address. */
  image?: string | undefined;
}

/** What stands in one option: its mark, its label, and a picture if it has one that loads. */
export function Choice({ mark, label, image }: ChoiceProps) {
  return (
    <>
      <Picture address={image} />
      <span class="in">
        <i class={`mark ${mark}`}>{mark === "square" && drawIcon("M5 13l5 5L20 7")}</i>
        <span>{label}</span>
      </span>
    </>
  );
}

/** An address of a picture: https, inline, or of the page's own site. */
const ADDRESS = /^(?:https:|data:image\/|(?!\/[/\\])[^:\\]*(?:[/?#]|$))/i;

/**
 * The picture of an option, if it has one that loads. Its address goes out as the owner wrote it: nothing of the visitor
 * is filled in, and its server is not told on which page it is shown.
 */
export function Picture({ address }: { address: string | undefined }) {
  // The referrer is settled before the address, which is fetched at once.
  return address && ADDRESS.test(address) ? (
    <img alt="" referrerPolicy="no-referrer" onError={hide} src={address} />
  ) : null;
}

/** Takes a picture that does not load out of sight; what it shows is written beside it. */
function hide({ currentTarget }: { currentTarget: HTMLElement }): void {
  currentTarget.hidden = true;
}

interface CheckProps {
  on: boolean;
  look?: string;
  /** Shown as unavailable, while it still says why when it is clicked. */
  off?: boolean | undefined;
  invalid?: boolean | undefined;
  toggle(box: Element): void;
  children: ComponentChildren;
}

/** A box to tick, as large as what it says. */
export function Check({ on, look = "opt", off, invalid, toggle, children }: CheckProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native box would be smaller than its target, and Enter ticks too
    <button
      role="checkbox"
      aria-checked={on}
      aria-disabled={off}
      aria-invalid={invalid}
      class={on ? `${look} on` : look}
      part="option"
      onClick={({ currentTarget }) => toggle(currentTarget)}
    >
      {children}
    </button>
  );
}
