import { isPaceExempt } from "../../loader/eligibility/pace.ts";
import { renewVisit } from "../../loader/visitor.ts";
import type { PromptNeeds, ShowRequest } from "../needs.ts";
import { boundMemory } from "../showing/bound-memory.ts";
import { historiesOf } from "../showing/histories.ts";

/**
 * Notes a showing on the device. Judged by the newest memory, in the same step: what another tab has shown,
 * answered or called off meanwhile is settled here too.
 *
 * @returns whether it may show
 */
export async function reserve(
  { visitor, judge, person }: Pick<PromptNeeds, "visitor" | "judge" | "person">,
  { survey, cause, waived }: Pick<ShowRequest, "survey" | "cause" | "waived">,
  now: () => number = Date.now,
): Promise<boolean> {
  let free = true;
  await visitor.change((row) => {
    const waits = !cause.due || row.due?.[cause.due] !== undefined;
    free = waits && judge(survey, cause.props, waived, row).every(([, pass]) => pass);
    if (!free) return;
    for (const history of historiesOf(person, row, survey.id)) {
      history.shown++;
      history.shownAt = now();
    }
    boundMemory(row, now());
    if (cause.due) delete row.due?.[cause.due];
    renewVisit(row, now());
    if (!waived.pace && !isPaceExempt(survey)) {
      row.promptedAt = now();
      row.prompts++;
    }
  });
  return free;
}
