import type { SessionNeeds, Showable } from "./session.ts";

/** Notes a showing on the device, unless another tab was quicker: then the pace no longer allows it. */
export async function reserve(
  { visitor, countsForPace, paceAllows, historiesOf }: SessionNeeds,
  { survey, waived }: Showable,
  now: () => number = Date.now,
): Promise<boolean> {
  const counts = countsForPace(survey, waived);
  let free = true;
  await visitor.change((row) => {
    free = !counts || paceAllows(row);
    if (!free) return;
    for (const history of historiesOf(row, survey.id)) {
      history.shown++;
      history.shownAt = now();
    }
    row.activeAt = now();
    if (counts) {
      row.promptedAt = now();
      row.prompts++;
    }
  });
  return free;
}
