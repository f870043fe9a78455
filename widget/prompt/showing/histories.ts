import { ownerOf, type VisitorRow } from "../../loader/visitor.ts";
import type { Person } from "./person.ts";

/** The histories of a survey that count now: the visitor's, and the user's if there is one. */
export function historiesOf(
  person: Person,
  row: VisitorRow,
  survey: string,
): VisitorRow["histories"][string][string][] {
  return [...new Set([undefined, person.id])].map(ownerOf).map((owner) => {
    row.histories[owner] = row.histories[owner] || {};
    const histories = row.histories[owner];
    histories[survey] = histories[survey] || { shown: 0 };
    return histories[survey];
  });
}
