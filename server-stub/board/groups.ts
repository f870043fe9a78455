import { hasFigure } from "../../widget/manifest/question-types.ts";
import type { FollowUp } from "../answers/cases.ts";
import type { Group } from "../answers/results.ts";
import { type Figure, figureOf } from "./figure.ts";
import type { GroupSort } from "./model/figures.ts";

/** A row of the table of groups. */
export interface GroupRow {
  value: string | null;
  figure: Figure;
  n: number;
  /** Cases that wait; nothing where nobody follows up. */
  waiting: { open: number; overdue: number } | undefined;
  inner: GroupRow[];
}

/** Groups as rows, in order; those without a figure come last whatever they are sorted by. */
export function groupRows(
  groups: readonly Group[],
  question: string,
  {
    followUp,
    sort,
    compare,
  }: {
    followUp: FollowUp | undefined;
    sort: { by: GroupSort; down: boolean };
    compare(one: string, other: string): number;
  },
): GroupRow[] {
  const rows = groups.flatMap((group): GroupRow[] => {
    const of = group.questions[question];
    if (!of || !hasFigure(of.type)) return [];
    const waiting = followUp?.groups?.find(({ value }) => value === group.value);
    return [
      {
        value: group.value,
        figure: figureOf(of.type, of),
        n: of.n,
        waiting: waiting ?? (followUp ? { open: 0, overdue: 0 } : undefined),
        inner: groupRows(group.groups ?? [], question, { followUp: undefined, sort, compare }),
      },
    ];
  });
  const sign = sort.down ? -1 : 1;
  const order = (one: GroupRow, other: GroupRow) => {
    if (sort.by === "n") return one.n - other.n;
    if (sort.by === "cases") return (one.waiting?.open ?? 0) - (other.waiting?.open ?? 0);
    if (sort.by === "value") return compare(one.value ?? "", other.value ?? "");
    return (one.figure.value ?? 0) - (other.figure.value ?? 0);
  };
  return rows.sort((one, other) => {
    if (sort.by === "figure" && (one.figure.value === null) !== (other.figure.value === null))
      return one.figure.value === null ? 1 : -1;
    return sign * order(one, other) || compare(one.value ?? "", other.value ?? "");
  });
}
