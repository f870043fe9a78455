import type { ShowResult } from "../../loader/askling.ts";
import { couldShow } from "../../loader/eligibility/could-show.ts";
import { triggersOf } from "../../loader/eligibility/triggers-of.ts";
import type { Verdict } from "../../loader/eligibility/verdict.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { OpenPrompt } from "../context.ts";
import type { Tabs } from "../displays/displays-piece.ts";
import { lazyPieces } from "../lazy-pieces.ts";
import type { Cause, Frame, PromptNeeds, ShowRequest } from "../needs.ts";
import { canShow, prepare as preparePrompt } from "../open-prompt.tsx";
import { contextOf, isInline, looksOf } from "../showing/looks.ts";
import { type Recording, showSurvey } from "../showing/show-survey.ts";
import { readersFontPx } from "../showing/text-scale.ts";
import { createPromptQueue } from "./prompt-queue.ts";
import { reserve } from "./reserve.ts";
import { createTabLock } from "./tab-lock.ts";

/** The place for prompts: one at a time, and beside that tabs, and prompts in containers of the page. */
export interface PromptSlot {
  /** Fetches ahead what the surveys that could show on this page will want. */
  prepare(): Promise<void>;
  /** Lets a survey whose trigger has fired wait for its turn. */
  propose(request: ShowRequest): void;
  /** Shows a survey if its rules allow; resolves once it is closed, or says why it did not show. Never rejects. */
  present(request: ShowRequest): Promise<ShowResult>;
  /** Whether a prompt has the turn. */
  isTaken(): boolean;
  /** Closes what is open as its Close button would: what has the turn, or else what came last. */
  dismiss(): void;
  /** Takes everything off the page without a word. */
  stop(): void;
}

/** What is asked about surveys on their way to the slot. */
export interface SlotChecks {
  /** Whether the check found something wrong with a survey, or with the manifest itself. */
  isBroken(survey?: Survey): Promise<boolean>;
  /** Learns what the person was asked elsewhere. */
  learn(): Promise<void>;
  /** Says in a debug line why a survey may show, or not. */
  explainDecision(survey: Survey, cause: Cause, verdicts: readonly Verdict[]): void;
}

/** What becomes of requests and records. */
export interface SlotResults extends Recording {
  /** Told of what could not show because a piece is missing. */
  strand(request: ShowRequest): void;
  /** Told when a prompt has come to the page. */
  opened(): void;
}

/** How long a frame that has just opened may take to be seen before a call is refused, ms. */
const UNSEEN_MS = 1_000;

export function createPromptSlot(
  needs: PromptNeeds,
  frame: Frame,
  { isBroken, learn, explainDecision }: SlotChecks,
  { strand, opened, ...recording }: SlotResults,
): PromptSlot {
  const { importPiece } = needs;
  const tabLock = createTabLock(needs.name);
  const queue = createPromptQueue(needs, tabLock, frame, { present: orStrand(presentHere), explainDecision });
  const open = new Map<Survey, OpenPrompt>();
  const busy = new Set<Survey>();
  let tabs: Tabs | undefined;
  let taken: Survey | undefined;
  let stopped = false;
  let font: number | undefined;

  /** What could show on this page by its triggers, or by a call. */
  const isLikely = (survey: Survey) =>
    couldShow(needs.judge(survey, {}, { pace: !triggersOf(survey).length }));

  async function prepare(): Promise<void> {
    watchLanguage();
    const readers = () => {
      font = font ?? readersFontPx();
      return font;
    };
    if (await isBroken()) return;
    const fetching: Promise<unknown>[] = [];
    for (const survey of needs.surveys())
      if (!(await isBroken(survey)) && isLikely(survey))
        // Each showing asks again for what cannot be fetched now.
        fetching.push(preparePrompt(contextOf(needs, { survey }, readers), importPiece).catch(() => {}));
    await Promise.all(fetching);
  }

  /** Presents what has fired, and does not let it be lost for want of a connection. */
  function orStrand(show: PromptSlot["present"]): PromptSlot["present"] {
    return async (request) => {
      const result = await show(request);
      if (!result.shown && result.reason === "unavailable") strand(request);
      return result;
    };
  }

  async function present(request: ShowRequest): Promise<ShowResult> {
    // What stands in the page beside everything else keeps no other tab from showing.
    if (isInline(request)) return presentHere(request);
    if (frame.isUnseen() && !document.hidden) {
      await Promise.race([frame.seen(), new Promise((resolve) => setTimeout(resolve, UNSEEN_MS))]);
      if (frame.isUnseen()) return refused("unavailable");
    }
    return tabLock.hold(() => presentHere(request));
  }

  async function presentHere(request: ShowRequest): Promise<ShowResult> {
    const { survey } = request;
    const inline = isInline(request);
    if (stopped || busy.has(survey) || (taken && !inline)) return refused("busy");
    busy.add(survey);
    if (!inline) {
      taken = survey;
      tabs?.lower();
    }
    try {
      if (await isBroken(survey)) return refused("invalid");
      return await show(request, inline);
    } catch (error) {
      needs.emitter.emit("error", { code: "unavailable", message: String(error) });
      return refused("unavailable");
    } finally {
      busy.delete(survey);
      open.delete(survey);
      if (!inline) {
        taken = undefined;
        if (!stopped) tabs?.raise();
        queue.next();
      }
    }
  }

  async function show(request: ShowRequest, inline: boolean): Promise<ShowResult> {
    const { survey, cause, waived } = request;
    await learn();
    await needs.visitor.load();
    const refusal = needs.judge(survey, cause.props, waived).find(([, pass]) => !pass);
    if (refusal) return refused(refusal[0].replace(/\..*/, ""));
    const shown = contextOf(needs, request);
    if (!(await isReady(request)) || (inline && !shown.into)) return refused("unavailable");
    if (!inline && !(await reserve(needs, request))) return refused("busy");
    if (stopped) return refused("consent");
    watchLanguage();
    const record = await showSurvey(needs, shown, request, recording, {
      opened(one) {
        open.set(survey, one);
        opened();
      },
      begun: () => void (inline && reserve(needs, request)),
    });
    if (Object.keys(record.answers).length || record.state === "complete") tabs?.remove(survey);
    return { shown: true, record };
  }

  async function isReady(request: ShowRequest): Promise<boolean> {
    const { survey, cause } = request;
    await preparePrompt(contextOf(needs, request), importPiece);
    const values = {
      passes: needs.patterns.passesTest,
      traits: needs.person.traits,
      props: cause.props ?? {},
    };
    return canShow({ survey, ...values });
  }

  async function standTab(request: ShowRequest): Promise<void> {
    const { survey } = request;
    if (tabs?.has(survey) || (await isBroken(survey)) || !(await isReady(request)) || stopped) return;
    tabs = tabs ?? lazyPieces.displays?.createTabs(needs, (one) => void present(one));
    tabs?.stand(request);
    watchLanguage();
    if (!taken) tabs?.raise();
  }

  /** Pages switch their language without being opened anew. */
  const language = new MutationObserver(() => {
    prepare().catch(() => {});
    open.forEach((prompt, survey) => void prompt.restyle(looksOf(needs, survey)));
    tabs?.restyle((survey) => looksOf(needs, survey));
  });
  const watchLanguage = () =>
    language.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });

  return {
    prepare,
    propose(request) {
      const log = (error: unknown) => needs.log(`${request.survey.id}: ${error}`);
      if (isInline(request))
        void frame
          .seen()
          .then(() => orStrand(present)(request))
          .then(({ shown }) => log(shown ? "was shown" : "did not show"));
      else if (request.survey.display?.as === "tab")
        standTab(request).catch((error) => {
          log(error);
          strand(request);
        });
      else queue.propose(request);
    },
    present,
    isTaken: () => !!taken,
    dismiss() {
      const prompt = (taken && open.get(taken)) || [...open.values()].pop();
      prompt?.dismiss();
    },
    stop() {
      stopped = true;
      language.disconnect();
      open.forEach((prompt) => void prompt.destroy());
      tabs?.lower();
      queue.stop();
      frame.stop();
      tabLock.stop();
    },
  };
}

const refused = (reason: string) => ({ shown: false, reason }) as ShowResult;
