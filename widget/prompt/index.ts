import type { Delivery } from "../delivery/index.ts";
import { cleanSettings } from "../loader/clean-settings.ts";
import { refusal } from "../loader/eligibility/judge.ts";
import type { Verdict } from "../loader/eligibility/verdict.ts";
import { onPage } from "../loader/on-page.ts";
import { createPageRecords } from "../loader/store/page-records.ts";
import { forgetRecord, isUnanswered, putRecord } from "../loader/store/record-rows.ts";
import type { Survey } from "../manifest/schema.ts";
import { prepareRecord } from "../record/prepare-record.ts";
import type { SurveyRecord } from "../record/schema.ts";
import type * as ExplainPiece from "./explain/index.ts";
import type { Cause, Frame, PromptNeeds, Prompts, ShowRequest } from "./needs.ts";
import type * as FramePiece from "./placement/frame.ts";
import { createPromptSlot } from "./queue/prompt-slot.ts";
import type * as RemotePiece from "./remote-frequency/remote-frequency.ts";
import { createFaultFinder } from "./showing/faults.ts";
import { forPreview } from "./showing/preview.ts";
import "./shared.ts";
import { beginTriggers } from "./triggers/triggers.ts";

const NO_FRAME: Frame = { isUnseen: () => false, seen: async () => {}, stop() {} };

/** Listens for the triggers of a page and shows what they ask for; keeps and delivers what comes of it. */
export async function startPrompts(raw: PromptNeeds): Promise<Prompts> {
  const frame =
    window === window.top ? NO_FRAME : (await raw.importPiece<typeof FramePiece>("frame")).watchFrame();
  const given = { ...raw, settings: cleanSettings(raw.settings) };
  const needs = given.preview ? forPreview(given) : given;
  const { settings, store, person, emitter, visitor, importPiece, log } = needs;
  const records = createPageRecords(() => performance.now());
  const watchers = new Set<() => void>();
  const cleanups = [onPage(["online"], reconnect)];
  let delivery: Delivery | undefined;
  let finder: ReturnType<typeof createFaultFinder> | undefined;
  let remote: ReturnType<typeof RemotePiece.createRemoteFrequency> | undefined;
  let triggers: ReturnType<typeof beginTriggers> | undefined;
  /** What the lack of a connection kept from showing. */
  const stranded = new Map<Survey, ShowRequest>();
  const getExplain = () => importPiece<typeof ExplainPiece>("explain");
  /** There before the triggers for who debugs. */
  const explaining = settings.debug ? await getExplain().catch(log) : undefined;
  if (explaining) cleanups.push(explaining.watchStoppedClicks(log));

  /** There at the latest when a prompt is on the page; the one write to the device does without it. */
  async function getDelivery(): Promise<Delivery> {
    const begun = await needs.delivery();
    begun.use(records);
    delivery = begun;
    return begun;
  }

  async function isBroken(survey?: Survey): Promise<boolean> {
    const manifest = needs.manifest();
    if (!manifest) return false;
    finder = finder ?? createFaultFinder(needs, manifest);
    return finder(survey);
  }

  async function keep(record: SurveyRecord): Promise<void> {
    if (needs.preview) return;
    const prepared = prepareRecord(record, settings.beforeSend, (error) =>
      emitter.emit("error", { code: "beforeSend", message: String(error) }),
    );
    if (!prepared) {
      records.done(record.id, record.rev);
      return forgetRecord(store, record);
    }
    records.note(prepared);
    await putRecord(store, prepared);
    emitter.emit("saved", { record: prepared });
    // A showing without an answer need not be tried without a connection; an answer is, since browsers may be wrong.
    if (navigator.onLine || !isUnanswered(prepared))
      getDelivery()
        .then((one) => one.kept(prepared))
        .catch(log);
  }

  /** What the collector knows of a signed user. */
  async function learn(): Promise<void> {
    const { surveys } = settings;
    if (
      person.id === undefined ||
      !person.proof ||
      typeof surveys !== "string" ||
      surveys[0] === "#" ||
      needs.preview
    )
      return;
    try {
      remote = remote ?? (await importPiece<typeof RemotePiece>("remote")).createRemoteFrequency(needs);
      await remote(surveys);
    } catch (error) {
      log(error);
    }
  }

  const slot = createPromptSlot(
    needs,
    frame,
    { isBroken, learn, explainDecision },
    {
      keep,
      watch(listener) {
        watchers.add(listener);
        return () => void watchers.delete(listener);
      },
      // Without an endpoint nothing is ever on its way, and there is nothing to tell.
      status: (id) =>
        settings.endpoint
          ? (delivery?.status(id) ?? (navigator.onLine ? "sending" : "waiting"))
          : "delivered",
      opened: () => void (navigator.onLine && getDelivery().catch(log)),
      strand,
    },
  );

  /** Says in a debug line what came of a trigger. */
  function explainDecision(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void {
    if (explaining) log(explaining.describeDecision(survey, cause, verdicts));
  }

  /** A trigger has fired. */
  function decide(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void {
    explainDecision(survey, cause, verdicts);
    if (!refusal(verdicts)) slot.propose({ survey, cause, waived: {} });
  }

  /** What has fired is not lost because a piece could not be fetched: it is proposed again once that can be. */
  function strand(request: ShowRequest): void {
    if (!navigator.onLine) stranded.set(request.survey, request);
  }

  function reconnect(): void {
    const all = [...stranded.values()];
    stranded.clear();
    all.forEach(slot.propose);
    if (records.all().length) getDelivery().catch(log);
  }

  return {
    track: (event, props) => triggers?.track(event, props),
    refresh(anew) {
      if (triggers) triggers.refresh(anew);
      else triggers = beginTriggers({ ...needs, decided: decide });
    },
    prepare: slot.prepare,
    present: slot.present,
    preview(id) {
      const survey = needs.surveys().find((one) => one?.id === id);
      const waived = { pace: true, skipTargeting: true };
      if (survey) void slot.present({ survey, cause: { on: "call" }, waived });
      else console.error(`Askling: there is no survey ${JSON.stringify(id)} to preview`);
    },
    async explain(survey) {
      const { explainSurvey } = await getExplain();
      const broken = !!survey && (await isBroken(survey));
      if (survey && !broken) {
        await learn();
        await visitor.load();
      }
      return explainSurvey(needs, survey, { broken, busy: slot.isTaken() });
    },
    dismiss: slot.dismiss,
    deliveryChanged() {
      for (const watch of watchers) watch();
    },
    stop() {
      triggers?.stop();
      slot.stop();
      for (const clean of cleanups) clean();
    },
  };
}
