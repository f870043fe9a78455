import type { SurveyRecord } from "../../widget/record/schema.ts";
import { type Conditions, meets } from "../results/dimension.ts";
import { chunksOf } from "../store/paging.ts";
import { userKey } from "../store/people.ts";
import type { Store } from "../store/store.ts";
import type { Db, LinkRow } from "../store/tables.ts";
import { LinkPerson } from "./links.ts";

/** After this no answer to a link can still be on its way: devices keep undelivered ones for 30 days. */
const KEPT_DAYS = 31;
const DAY_MS = 86_400_000;

/** Erases links that expired so long ago that nothing can come of them; they hold who they were made for. */
export async function eraseExpiredLinks(
  { writer }: Pick<Store, "writer">,
  site: string,
  now: Date,
): Promise<number> {
  const { numDeletedRows } = await writer
    .deleteFrom("links")
    .where("site", "=", site)
    .where("expires_at", "<", keptSince(now))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** How many links expired so long ago that they are to be erased. */
export async function countExpiredLinks(
  { writer }: Pick<Store, "writer">,
  site: string,
  now: Date,
): Promise<number> {
  const { count } = await writer
    .selectFrom("links")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("site", "=", site)
    .where("expires_at", "<", keptSince(now))
    .executeTakeFirstOrThrow();
  return count;
}

function keptSince(now: Date): string {
  return new Date(now.getTime() - KEPT_DAYS * DAY_MS).toISOString();
}

/** The links that were made for a user, as far as the conditions let them be seen. */
export async function readLinksOf(
  { reader }: Pick<Store, "reader">,
  site: string,
  user: string,
  where: Conditions,
): Promise<LinkRow[]> {
  const rows = await reader
    .selectFrom("links")
    .selectAll()
    .where("site", "=", site)
    .where("user_id", "=", userKey(user))
    .orderBy("made_at")
    .orderBy("id")
    .execute();
  return rows.filter((row) => meets(recordToCome(row), where));
}

/** A link as it is told of, without what stands in its address. */
export function serializeLink({ survey, case_id, body, made_at, expires_at, used_at }: LinkRow): unknown {
  const person = LinkPerson.parse(JSON.parse(body));
  const about = case_id === null ? {} : { case: case_id };
  return { survey, ...about, ...person, madeAt: made_at, expiresAt: expires_at, usedAt: used_at };
}

/** What the record of a link's answer would say of the person, which is all that conditions can ask of it. */
function recordToCome({ id, survey, body, made_at }: LinkRow): SurveyRecord {
  const { user, traits, channel } = LinkPerson.parse(JSON.parse(body));
  return {
    id,
    rev: 1,
    survey,
    surveyRevision: 1,
    state: "shown",
    shownAt: made_at,
    changedAt: made_at,
    path: [],
    answers: {},
    trigger: { on: "link", props: channel === undefined ? {} : { channel } },
    user: { id: user, traits },
  };
}

/** The links that were made to ask about some cases again, oldest first. */
export async function readLinksOfCases(db: Db, site: string, cases: readonly string[]): Promise<LinkRow[]> {
  const found: LinkRow[] = [];
  for (const some of chunksOf(cases))
    found.push(
      ...(await db
        .selectFrom("links")
        .selectAll()
        .where("site", "=", site)
        .where("case_id", "in", some)
        .execute()),
    );
  return found.sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
}
