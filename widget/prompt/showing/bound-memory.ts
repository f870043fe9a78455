import type { VisitorRow } from "../../loader/visitor.ts";

/** Histories that one device remembers, of all its users and surveys. */
const MAX_HISTORIES = 1_000;

/** Forgets events whose time is over, and what has been shown longest ago, over the bound. */
export function boundMemory({ histories, due = {} }: VisitorRow, now: number): void {
  for (const [key, { until }] of Object.entries(due)) if (!(until >= now)) delete due[key];
  const all: { owner: string; survey: string; shownAt: number }[] = [];
  for (const [owner, surveys] of Object.entries(histories))
    for (const [survey, { shownAt = 0 }] of Object.entries(surveys)) all.push({ owner, survey, shownAt });
  if (all.length <= MAX_HISTORIES) return;
  all.sort((a, b) => b.shownAt - a.shownAt);
  for (const { owner, survey } of all.slice(MAX_HISTORIES)) {
    const surveys = histories[owner];
    if (!surveys) continue;
    delete surveys[survey];
    if (!Object.keys(surveys).length) delete histories[owner];
  }
}
