import { createDelivery } from "../delivery/delivery.ts";
import { attemptRequest, type Post, retryAfterMs } from "../delivery/reply.ts";
import { refusal, type Waivers } from "../loader/eligibility/judge.ts";
import { createEmitter } from "../loader/emitter.ts";
import { makeIdentifier } from "../loader/identifier.ts";
import { createJudge } from "../loader/judging.ts";
import { createFallbackStore, type Store } from "../loader/store/fallback-store.ts";
import { createPageRecords } from "../loader/store/page-records.ts";
import { putRecord, RECORD_KEY } from "../loader/store/record-rows.ts";
import { memoryBackend } from "../loader/store/storage-backends.ts";
import { createVisitor, type Visitor } from "../loader/visitor.ts";
import { matchesPattern } from "../manifest/matches.ts";
import { holdsBy, passesBy } from "../manifest/rule.ts";
import { reserve } from "../prompt/queue/reserve.ts";
import { historiesOf } from "../prompt/showing/histories.ts";
import { historyChange } from "../prompt/showing/history-change.ts";
import { announce, beginShowing } from "../prompt/showing/impression.ts";
import { describeOrigin } from "../prompt/showing/origin.ts";
import type { Person } from "../prompt/showing/person.ts";
import { changeOf, walk } from "../record/path.ts";
import { prepareRecord } from "../record/prepare-record.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type { Core, CoreCause, CoreContext, CoreOptions, CoreRefusal } from "./api.ts";
import { keyValueBackend } from "./key-value-backend.ts";
import { openSurvey } from "./open-survey.ts";

export type { Verdict } from "../loader/eligibility/verdict.ts";
export type { AsklingEvent, Handler } from "../loader/emitter.ts";
export type { Manifest, Question, Survey } from "../manifest/schema.ts";
export type { Answer, SurveyRecord } from "../record/schema.ts";
export type * from "./api.ts";

/**
 * Begins, and looks for what an earlier start has left to send. Call it only once there is consent.
 *
 * It touches neither `window` nor `document`: for a mini-program's own pages, and for a user interface of one's own.
 */
export function createCore(options: CoreOptions): Core {
  const { manifest, storage, send, key, beforeSend, prefix = "askling:" } = options;
  const { now = Date.now, monotonic = now, random = Math.random, online = () => true } = options;
  const { context = (): CoreContext => ({}) } = options;
  let stopped = false;
  const anyStore = createFallbackStore([keyValueBackend(storage, prefix), memoryBackend()], now);
  // Consent may have been withdrawn, and all been erased.
  const store: Store = {
    ...anyStore,
    change: async (name, decide, strict) => {
      if (!stopped) await anyStore.change(name, decide, strict);
    },
  };
  const emitter = createEmitter();
  // A mini-program's own pages have no `crypto`.
  const makeId = () =>
    typeof crypto === "object"
      ? makeIdentifier()
      : makeIdentifier(new Uint8Array(16).map(() => random() * 256));
  const remembered = createVisitor(store, now);
  let visitorId: string | undefined;
  const visitor: Visitor = {
    ...remembered,
    id() {
      const id = remembered.row().id ?? visitorId ?? makeId();
      visitorId = id;
      if (!remembered.row().id)
        void remembered.change((row) => {
          row.id = row.id ?? id;
        });
      return id;
    },
  };
  const records = createPageRecords(monotonic);
  const passesTest = passesBy(matchesPattern);
  const holds = holdsBy(passesTest);
  const person: Person = {
    get id() {
      return context().userId;
    },
    get traits() {
      return { ...context().traits };
    },
    get proof() {
      return context().proof;
    },
  };
  const judge = createJudge({
    manifest: () => manifest,
    person,
    visitor,
    remembers: store.durable,
    surroundings,
    patterns: { passesTest, missing: () => false },
    now,
  });

  const post: Post = (_endpoint, batch) =>
    attemptRequest(async () => {
      const { status, type = "", body = "", retryAfter = null } = (await send?.(batch)) ?? { status: 503 };
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return { status, type, body: text, retryAfterMs: retryAfterMs(retryAfter, now()) };
    });
  const delivery = createDelivery(
    {
      settings: { endpoint: send && "send", key },
      name: prefix,
      store,
      records,
      emitter,
      allowed: () => !stopped,
      changed() {},
    },
    {
      now,
      random,
      monotonic,
      post,
      online,
      locks: undefined,
      openNotices: () => ({ tell() {}, close() {} }),
      makeIdentifier: makeId,
    },
  );
  const loaded = visitor.load();
  void delivery.resume();

  function surroundings() {
    const { url = "", referrer = "", device = "mobile", locale = "en", platform = "browser" } = context();
    return { url, referrer, device, locale, platform } as const;
  }

  async function keep(record: SurveyRecord): Promise<void> {
    const given = prepareRecord(record, beforeSend, (error) =>
      emitter.emit("error", { code: "beforeSend", message: String(error) }),
    );
    if (!given) return delivery.drop(record);
    records.note(given);
    await putRecord(store, given);
    emitter.emit("saved", { record: given });
    delivery.kept(given);
  }

  const find = (id: string) => manifest.surveys.find((survey) => survey.id === id);
  const waivedBy = ({ on = "call", force = false }: CoreCause): Waivers => ({
    pace: on === "call",
    skipTargeting: force,
  });

  function stop(): void {
    stopped = true;
    delivery.stop();
  }

  return {
    async judge(id, cause = {}) {
      await loaded;
      const survey = find(id);
      return survey ? judge(survey, cause.props, waivedBy(cause)) : [["known", false, "no such survey"]];
    },
    async show(id, given = {}) {
      await loaded;
      const survey = find(id);
      if (!survey) return { shown: false, reason: "unknown" };
      const { on = "call", name, props = {} } = given;
      const cause = { on, props, ...(name === undefined ? {} : { name }) };
      const waived = waivedBy(given);
      await visitor.load();
      const refused = refusal(judge(survey, props, waived));
      if (refused) return { shown: false, reason: refused[0].replace(/\..*/, "") as CoreRefusal };
      const values = { traits: person.traits, props };
      const first = walk(survey.questions, new Map(), holds, values);
      if (!first.path.length) return { shown: false, reason: "unavailable" };
      if (!(await reserve({ visitor, judge, person }, { survey, cause, waived }, now)))
        return { shown: false, reason: "pace" };
      const origin = describeOrigin({
        manifest,
        survey,
        person,
        visitorId: visitor.id,
        surroundings: surroundings(),
        cause,
      });
      const showing = beginShowing({ survey, origin, keep, now, makeId });

      async function save(change: Pick<SurveyRecord, "state" | "path" | "answers">): Promise<void> {
        const before = showing.record();
        const kept = showing.change(change);
        const edit = historyChange(before, showing.record(), showing.survey, now());
        if (edit) void visitor.change((row) => historiesOf(person, row, showing.survey.id).forEach(edit));
        await kept;
        announce(emitter, before, showing.record());
      }

      await save(changeOf(first));
      const { locale } = surroundings();
      const open = openSurvey({ survey, holds, values, locale, save, record: showing.record });
      return { shown: true, open };
    },
    on: emitter.on,
    flush: delivery.flush,
    pending: async () =>
      [...(await store.entries()).keys()].filter((row) => row.startsWith(RECORD_KEY)).length,
    hide: delivery.hide,
    async wake() {
      await delivery.wake();
      await delivery.flush();
    },
    stop,
    async erase() {
      stop();
      await anyStore.clear();
    },
  };
}
