import * as z from "zod/mini";
import { DURATION, durationMs } from "../../widget/manifest/duration.ts";
import { CASE_STATUSES, type CaseEvent, type CaseStatus } from "../answers/cases.ts";
import { ProblemError } from "../http/problem.ts";
import type { CaseRow } from "../store/tables.ts";
import { notesOf } from "./case.ts";
import type { CaseChange } from "./changeCase.ts";

const MAX_NAME_LENGTH = 200;
const MAX_TEXT_LENGTH = 4_000;
const MAX_DAYS = 366;

const opt = z.optional;
const line = z
  .string()
  .check(
    z.refine<string>(
      (text) =>
        /^[^\p{Control}\p{Surrogate}]+$/u.test(text) &&
        text.trim() === text &&
        text.length <= MAX_NAME_LENGTH,
      { error: `1 to ${MAX_NAME_LENGTH} characters without line breaks and outer spaces, or null` },
    ),
  );
const words = z
  .string()
  .check(
    z.refine<string>(
      (text) => text.trim() !== "" && !/\0|\p{Surrogate}/u.test(text) && text.length <= MAX_TEXT_LENGTH,
      { error: `a text of 1 to ${MAX_TEXT_LENGTH} characters` },
    ),
  );
const level = z.int().check(z.gte(1), z.lte(1_000));
const duration = z.string().check(
  z.refine<string>((text) => DURATION.test(text) && durationMs(text) <= durationMs(`${MAX_DAYS}d`), {
    error: `a duration such as "30m", "2h" or "1d", at most ${MAX_DAYS}d`,
  }),
);

/** A case to be opened by hand. */
export const NewCase = z.strictObject({
  record: z
    .string()
    .check(z.refine<string>((id) => !/\0|\p{Surrogate}/u.test(id), { error: "the id of a record" })),
  level: opt(level),
  owner: opt(z.nullable(line)),
  assigned: opt(z.nullable(line)),
  note: opt(words),
  reason: opt(z.nullable(line)),
  within: opt(duration),
});

/** What a person may change of a case. */
export const CaseEdit = z.strictObject({
  status: opt(z.enum(CASE_STATUSES)),
  owner: opt(z.nullable(line)),
  assigned: opt(z.nullable(line)),
  reason: opt(z.nullable(line)),
  action: opt(z.nullable(words)),
  level: opt(level),
  note: opt(words),
});
export type CaseEdit = z.infer<typeof CaseEdit>;

/** How the body of a request about a case is read. */
export const CASE_BODY = {
  limit: 32_000,
  bounds: { depth: 2, keys: 20, keyLength: 100 },
  code: "invalid_case",
};

/** From where to where a person may move a case. */
const MOVES: Readonly<Record<CaseStatus, readonly CaseStatus[]>> = {
  open: ["contacted", "unreachable"],
  contacted: ["resolved", "unreachable"],
  resolved: ["open", "contacted"],
  unreachable: ["open", "contacted"],
  withdrawn: ["open", "contacted"],
};

const FIELDS = ["owner", "assigned", "reason", "action", "level"] as const;

/**
 * What an edit changes of a case; nothing if all of it is so already.
 *
 * @param by - name of the token
 * @throws ProblemError 409 for a status that cannot follow the present one
 */
export function applyEdit(row: CaseRow, edit: CaseEdit, by: string, now: Date): CaseChange | undefined {
  const at = now.toISOString();
  const set: CaseChange["set"] = {};
  const events: CaseEvent[] = [];
  const note = (field: string, from: CaseEvent["from"], to: CaseEvent["to"]) =>
    events.push({ at, by, field, from, to });
  if (edit.status !== undefined && edit.status !== row.status) {
    refuseWrongMove(row.status, edit.status);
    note("status", row.status, edit.status);
    set.status = edit.status;
    if (edit.status === "contacted") set.contacted_at = row.contacted_at ?? at;
    if (edit.status === "resolved") set.resolved_at = at;
  }
  for (const field of FIELDS) {
    const value = edit[field];
    if (value === undefined || value === row[field]) continue;
    note(field, row[field], value);
    Object.assign(set, { [field]: value });
  }
  if (edit.note !== undefined) set.notes = JSON.stringify([...notesOf(row), { at, by, text: edit.note }]);
  if (!Object.keys(set).length) return undefined;
  return { set: { ...set, touched: 1, version: row.version + 1 }, events };
}

function refuseWrongMove(from: CaseStatus, to: CaseStatus): void {
  if (MOVES[from].includes(to)) return;
  const possible = MOVES[from].map((status) => `"${status}"`).join(" or ");
  throw new ProblemError(
    409,
    "wrong_move",
    `status: found "${to}", expected ${possible}, because the case is ${from}.`,
  );
}
