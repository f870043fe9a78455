import { makeLinks } from "../links/links.ts";
import type { Store } from "../store/store.ts";
import type { CaseWithRecord } from "./case.ts";
import { changeCase } from "./changeCase.ts";
import { caseRecord } from "./serializeCase.ts";

const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

/**
 * Makes a link by which the person of a case is asked again, once, and notes it in the case's history.
 *
 * @param by - name of the token
 * @returns the value of `link=`, and until when it can be used
 */
export async function makeAskAgainLink(
  store: Pick<Store, "writer" | "engine">,
  row: CaseWithRecord,
  { by, now }: { by: string; now: Date },
): Promise<{ link: string; expiresAt: string }> {
  const { user } = caseRecord(row);
  const traits = Object.entries(user?.traits ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  const expiresAt = new Date(now.getTime() + LINK_DAYS * DAY_MS);
  const asked = {
    survey: row.survey,
    caseId: row.id,
    expiresAt,
    ...(user?.id === undefined ? {} : { user: user.id }),
    ...(traits.length ? { traits: Object.fromEntries(traits) } : {}),
  };
  const [link = ""] = await makeLinks(store, row.site, [asked], now);
  const event = { at: now.toISOString(), by, field: "link", from: null, to: expiresAt.toISOString() };
  // Who edits the case at the same time need not know of it, so that its version stays.
  await changeCase(store, { site: row.site, id: row.id, now }, () => ({
    set: { touched: 1 },
    events: [event],
  }));
  return { link, expiresAt: expiresAt.toISOString() };
}
