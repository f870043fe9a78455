import { hasFigure } from "../../widget/manifest/question-types.ts";
import type { FollowUp } from "../answers/cases.ts";
import type { Group } from "../answers/results.ts";
import { type Figure, figureOf } from "./figure.ts";

/** A column that groups are ordered by. */
export type GroupColumn = "figure" | "n" | "value" | "cases";

/** How a table of groups is ordered. */
export interface GroupOrder {
  by: GroupColumn;
  down: boolean;
}

/** A row of the table of groups. */
export interface GroupRow {
  value: string | null;
  figure: Figure;
  n: number;
  /** Cases that wait; nothing where no rule opens cases. */
  waiting: { open: number; overdue: number } | undefined;
  inner: GroupRow[];
}

/** Groups as rows, in order; those without a figure come last whatever they are sorted by. */
export function groupRows(
  groups: readonly Group[],
  question: string,
  {
    followUp,
    order,
    compare,
  }: {
    followUp: FollowUp | undefined;
    order: GroupOrder;
    compare(left: string, right: string): number;
  },
): GroupRow[] {
  const rows = groups.flatMap((group): GroupRow[] => {
    const tally = group.questions[question];
    if (!tally || !hasFigure(tally.type)) return [];
    const waiting = followUp?.groups?.find(({ value }) => value === group.value);
    return [
      {
        value: group.value,
        figure: figureOf(tally.type, tally),
        n: tally.n,
        waiting: waiting ?? (followUp ? { open: 0, overdue: 0 } : undefined),
        inner: groupRows(group.groups ?? [], question, { followUp: undefined, order, compare }),
      },
    ];
  });
  const sign = order.down ? -1 : 1;
  const compareRows = (left: GroupRow, right: GroupRow) => {
    if (order.by === "n") return left.n - right.n;
    if (order.by === "cases") return (left.waiting?.open ?? 0) - (right.waiting?.open ?? 0);
    if (order.by === "value") return compare(left.value ?? "", right.value ?? "");
    return (left.figure.value ?? 0) - (right.figure.value ?? 0);
  };
  return rows.sort((left, right) => {
    if (order.by === "figure" && (left.figure.value === null) !== (right.figure.value === null))
      return left.figure.value === null ? 1 : -1;
    return sign * compareRows(left, right) || compare(left.value ?? "", right.value ?? "");
  });
}
