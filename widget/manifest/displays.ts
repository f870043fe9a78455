import type { Survey } from "./schema.ts";

/** Ways in which a survey appears. */
export type DisplayName = NonNullable<NonNullable<Survey["display"]>["as"]>;

/**
 * Displays that have a place of their own on the page: they neither wait for others nor make them wait, and no pace
 * applies to them. A column of `DISPLAYS` by itself, since the loader reads no other.
 */
export const STANDING = ["inline", "tab"] as const satisfies readonly DisplayName[];
type Standing = (typeof STANDING)[number];

/** What the columns of `DISPLAYS` say. */
interface DisplayDescription {
  /**
   * `over`: over the page, which can be used meanwhile; `modal`: over the page, which cannot; `page`: in a container of
   * the page; `edge`: a button at the side of the window, which opens what stands over the page; `none`: nowhere, because
   * the page draws it.
   */
  layer: "over" | "modal" | "page" | "edge" | "none";
  /** Whether it goes across the window at its upper or lower edge. Default: it stands at its position. */
  across?: true;
  /** What it, or what it opens, becomes in a narrow window. Default: it stays what it is. */
  narrow?: "sheet";
  /** The piece of the prompt that has it. Default: the first. */
  piece?: "displays";
}

/** All that is known of a display. */
export const DISPLAYS: Readonly<Record<DisplayName, DisplayDescription>> = {
  popover: { layer: "over", narrow: "sheet" },
  sheet: { layer: "over", across: true, narrow: "sheet" },
  bar: { layer: "over", across: true, narrow: "sheet", piece: "displays" },
  modal: { layer: "modal", piece: "displays" },
  inline: { layer: "page", piece: "displays" },
  tab: { layer: "edge", narrow: "sheet", piece: "displays" },
  custom: { layer: "none", piece: "displays" },
} satisfies Record<Standing, DisplayDescription & { layer: "page" | "edge" }> &
  Record<Exclude<DisplayName, Standing>, DisplayDescription & { layer: "over" | "modal" | "none" }>;

/** Whether a survey has a place of its own on the page. */
export function isStanding({ display }: Pick<Survey, "display">): boolean {
  const standing: readonly unknown[] = STANDING;
  return standing.indexOf(display && display.as) >= 0;
}
