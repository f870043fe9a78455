import type { ShowResult } from "../../loader/askling.ts";
import { couldShow } from "../../loader/eligibility/could-show.ts";
import { triggersOf } from "../../loader/eligibility/triggers-of.ts";
import type { Survey } from "../../manifest/schema.ts";
import type { OpenPrompt, Scene } from "../context.ts";
import { createTabs } from "../displays/tabs.ts";
import type * as Prompt from "../index.tsx";
import { promptPieces } from "../lazy-pieces.ts";
import { watchFrame } from "../placement/frame.ts";
import type { SessionNeeds, Showable } from "../session.ts";
import { isInline, looksOf, sceneOf } from "../showing/looks.ts";
import { perform, type Recording } from "../showing/show-survey.ts";
import { readersFontPx } from "../showing/text-scale.ts";
import { createTurns } from "./prompt-queue.ts";
import { reserve } from "./reserve.ts";
import { createDeviceStage } from "./tab-lock.ts";

/** Where surveys are shown: one at a time, and beside that tabs, and prompts in containers of the page. */
export interface Stage {
  /** Fetches ahead what the surveys that could show on this page will want; the prompt itself comes last. */
  prepare(): Promise<void>;
  /** Lets a survey whose trigger has fired wait for its turn. */
  propose(what: Showable): void;
  /** Shows a survey if its rules allow; resolves once it is closed, or says why it did not show. Never rejects. */
  present(what: Showable): Promise<ShowResult>;
  /** Whether a prompt has the turn. */
  isTaken(): boolean;
  /** Closes what is open as its Close button would: what has the turn, or else what came last. */
  dismiss(): void;
  /** Takes everything off the page without a word. */
  stop(): void;
}

/** How long a frame that has just opened may take to be seen before a call is refused, ms. */
const UNSEEN_MS = 1_000;

/**
 * @param isBroken - whether the check found something wrong with a survey
 * @param learnAsked - learns what the person was asked elsewhere
 */
export function createStage(
  needs: SessionNeeds,
  isBroken: (survey?: Survey) => Promise<boolean>,
  learnAsked: () => Promise<void>,
  recording: Recording,
): Stage {
  const pieces = promptPieces(needs);
  const device = createDeviceStage(needs.name);
  const frame = watchFrame();
  const turns = createTurns(needs, device, orStrand(presentHere), frame);
  const tabs = createTabs(needs, pieces, (what) => void present(what));
  const open = new Map<Survey, OpenPrompt>();
  const busy = new Set<Survey>();
  let taken: Survey | undefined;
  let stopped = false;
  let font: number | undefined;

  /** What could show on this page by its triggers, or by a call. */
  const isLikely = (survey: Survey) =>
    couldShow(needs.judge(survey, {}, { pace: !triggersOf(survey).length }));

  async function prepare(): Promise<void> {
    watchLanguage();
    const scenes: Scene[] = [];
    const readers = () => {
      font = font ?? readersFontPx();
      return font;
    };
    if (!(await isBroken()))
      for (const survey of needs.manifest()?.surveys ?? [])
        if (!(await isBroken(survey)) && isLikely(survey)) scenes.push(sceneOf(needs, { survey }, readers));
    await pieces.fetchAhead(scenes);
    await needs.importPrompt();
  }

  /** Presents what has fired, and does not let it be lost for want of a connection. */
  function orStrand(show: Stage["present"]): Stage["present"] {
    return async (what) => {
      const result = await show(what);
      if (!result.shown && result.reason === "unavailable") needs.strand(what);
      return result;
    };
  }

  async function present(what: Showable): Promise<ShowResult> {
    // What stands in the page beside everything else keeps no other tab from showing.
    if (isInline(what)) return presentHere(what);
    if (frame.isUnseen() && !document.hidden) {
      await Promise.race([frame.seen(), new Promise((resolve) => setTimeout(resolve, UNSEEN_MS))]);
      if (frame.isUnseen()) return refused("unavailable");
    }
    return device.hold(() => presentHere(what));
  }

  async function presentHere(what: Showable): Promise<ShowResult> {
    const { survey } = what;
    const inline = isInline(what);
    if (stopped || busy.has(survey) || (taken && !inline)) return refused("busy");
    busy.add(survey);
    if (!inline) {
      taken = survey;
      tabs.lower();
    }
    try {
      if (await isBroken(survey)) return refused("invalid");
      return await show(await needs.importPrompt(), what, inline);
    } catch (error) {
      needs.emitter.emit("error", { code: "unavailable", message: String(error) });
      return refused("unavailable");
    } finally {
      busy.delete(survey);
      open.delete(survey);
      if (!inline) {
        taken = undefined;
        if (!stopped) tabs.raise();
        turns.next();
      }
    }
  }

  async function show(prompt: typeof Prompt, what: Showable, inline: boolean): Promise<ShowResult> {
    const { survey, cause, waived } = what;
    await learnAsked();
    await needs.visitor.load();
    const refusal = needs.judge(survey, cause.props, waived).find(([, pass]) => !pass);
    if (refusal) return refused(refusal[0].replace(/\..*/, ""));
    const scene = sceneOf(needs, what);
    if (!(await isReady(prompt, what)) || (inline && !scene.into)) return refused("unavailable");
    if (!inline && !(await reserve(needs, what))) return refused("busy");
    if (stopped) return refused("consent");
    watchLanguage();
    const record = await perform(needs, prompt, pieces, scene, what, recording, {
      opened: (one) => void open.set(survey, one),
      begun: () => void (inline && reserve(needs, what)),
    });
    if (Object.keys(record.answers).length || record.state === "complete") tabs.remove(survey);
    return { shown: true, record };
  }

  async function isReady(prompt: typeof Prompt, what: Showable): Promise<boolean> {
    const { survey, cause } = what;
    await prompt.prepare(sceneOf(needs, what), pieces);
    const values = { passes: needs.passesTest, traits: needs.person.traits, props: cause.props ?? {} };
    return prompt.canShow({ survey, ...values });
  }

  async function standTab(what: Showable): Promise<void> {
    const { survey } = what;
    if (tabs.has(survey) || (await isBroken(survey))) return;
    const prompt = await needs.importPrompt();
    if (!(await isReady(prompt, what)) || stopped) return;
    tabs.stand(prompt, what);
    watchLanguage();
    if (!taken) tabs.raise();
  }

  /** Pages switch their language without being opened anew. */
  const language = new MutationObserver(() => {
    prepare().catch(() => {});
    open.forEach((prompt, survey) => void prompt.restyle(looksOf(needs, survey)));
    tabs.restyle((survey) => looksOf(needs, survey));
  });
  const watchLanguage = () =>
    language.observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });

  return {
    prepare,
    propose(what) {
      const log = (error: unknown) => needs.log(`${what.survey.id}: ${error}`);
      if (isInline(what))
        void frame
          .seen()
          .then(() => orStrand(present)(what))
          .then(({ shown }) => log(shown ? "was shown" : "did not show"));
      else if (what.survey.display?.as === "tab")
        standTab(what).catch((error) => {
          log(error);
          needs.strand(what);
        });
      else turns.propose(what);
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
      tabs.lower();
      turns.stop();
      frame.stop();
      device.stop();
    },
  };
}

const refused = (reason: string) => ({ shown: false, reason }) as ShowResult;
