import { vi } from "vitest";
import type { Props } from "../../../../widget/loader/askling.ts";
import { createFallbackStore, type Store } from "../../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { createVisitor, type Visitor } from "../../../../widget/loader/visitor.ts";
import { passesTest } from "../../../../widget/manifest/rule-with-patterns.ts";
import type { Survey, Trigger } from "../../../../widget/manifest/schema.ts";
import type { Cause } from "../../../../widget/prompt/needs.ts";
import * as further from "../../../../widget/prompt/triggers/further.ts";
import { beginTriggers } from "../../../../widget/prompt/triggers/triggers.ts";

/** A page whose surveys are armed, and what has fired on it so far. */
export interface ArmedPage {
  fired: { survey: string; cause: Cause }[];
  visitor: Visitor;
  track(name: string, props?: Props): void;
  refresh(anew: boolean): void;
  leave(): void;
  /** Lets time pass. */
  pass(ms: number): Promise<void>;
  /** Ids of surveys that cannot show here. */
  unlikely: Set<string>;
}

export const surveyWith = (id: string, ...triggers: Trigger[]): Survey => ({
  id,
  triggers,
  questions: [{ id: "score", type: "nps", title: "?" }],
});

/** A device's store, for several pages. */
export const aDevice = (): Store => createFallbackStore([memoryBackend()]);

/** Opens a page with one survey per trigger (`s0`, `s1`, …), or with the surveys given. */
export async function openPage(
  triggers: readonly (Trigger | Survey)[],
  store = aDevice(),
  noted = false,
): Promise<ArmedPage> {
  const surveys = triggers.map((one, index) => ("id" in one ? one : surveyWith(`s${index}`, one)));
  const visitor = createVisitor(store);
  await visitor.load();
  const fired: ArmedPage["fired"] = [];
  const unlikely = new Set<string>();
  const { track, refresh, stop } = beginTriggers({
    visitor,
    surveys: () => surveys,
    judge: ({ id }) => [["audience.url", !unlikely.has(id), ""]],
    patterns: { passesTest, fetch: async () => {}, faultOf: () => undefined, missing: () => false },
    importPiece: async <Piece>() => further as Piece,
    decided: ({ id }, cause) => void fired.push({ survey: id, cause }),
    noted: () => noted,
    settings: {},
    log: () => {},
  });
  const pass = async (ms: number) => void (await vi.advanceTimersByTimeAsync(ms));
  await pass(0);
  return { fired, visitor, track, refresh, leave: stop, pass, unlikely };
}
