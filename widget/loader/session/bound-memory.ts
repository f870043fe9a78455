import type { VisitorRow } from "../visitor.ts";

/** Histories that one device remembers, of all its users and surveys. */
const MOST = 1_000;

/** Forgets events whose time is over, and what has been shown longest ago, over the bound. */
export function boundMemory({ histories, due = {} }: VisitorRow, now: number): void {
  for (const [key, { until }] of Object.entries(due)) if (!(until >= now)) delete due[key];
  const all = Object.entries(histories).flatMap(([owner, surveys]) =>
    Object.entries(surveys).map(([survey, { shownAt = 0 }]) => ({ owner, survey, shownAt })),
  );
  if (all.length <= MOST) return;
  all.sort((a, b) => b.shownAt - a.shownAt);
  for (const { owner, survey } of all.slice(MOST)) {
    const surveys = histories[owner];
    if (!surveys) continue;
    delete surveys[survey];
    if (!Object.keys(surveys).length) delete histories[owner];
  }
}
