// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ShowResult } from "../../../../widget/loader/askling.ts";
import { createFallbackStore } from "../../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { createVisitor } from "../../../../widget/loader/visitor.ts";
import { watchFrame } from "../../../../widget/prompt/placement/frame.ts";
import { createTurns } from "../../../../widget/prompt/queue/prompt-queue.ts";
import { createDeviceStage } from "../../../../widget/prompt/queue/tab-lock.ts";
import type { SessionNeeds, Showable } from "../../../../widget/prompt/session.ts";
import { aRecord } from "../../delivery/records.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  setHidden(false);
});

function setHidden(hidden: boolean): void {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}

const what = (id: string, priority?: number): Showable => ({
  survey: {
    id,
    questions: [{ id: "score", type: "nps", title: "?" }],
    ...(priority === undefined ? {} : { priority }),
  },
  cause: { on: "load" },
  waived: {},
});

/** A stage on which one survey at a time is shown until it is closed. */
function aStage() {
  const shown: string[] = [];
  const unfit = new Set<string>();
  let close: (() => void) | undefined;
  const visitor = createVisitor(createFallbackStore([memoryBackend()]));
  const needs: Pick<SessionNeeds, "judge" | "visitor" | "log"> = {
    judge: ({ id }) => [["audience.url", !unfit.has(id), id]],
    visitor,
    log: () => {},
  };
  const present = ({ survey }: Showable): Promise<ShowResult> => {
    if (close) return Promise.resolve({ shown: false, reason: "busy" });
    shown.push(survey.id);
    return new Promise((resolve) => {
      close = () => {
        close = undefined;
        resolve({ shown: true, record: aRecord("record-1") });
        turns.next();
      };
    });
  };
  const turns = createTurns(needs as SessionNeeds, createDeviceStage("test"), present, watchFrame());
  const settle = () => vi.advanceTimersByTimeAsync(1);
  return {
    shown,
    unfit,
    turns,
    settle,
    async close() {
      close?.();
      await settle();
    },
  };
}

describe("surveys whose moment has come", () => {
  it("take turns by priority, whatever the order in which they came", async () => {
    const { turns, shown, settle, close } = aStage();
    for (const one of [what("low", -1), what("plain"), what("high", 10)]) turns.propose(one);
    await settle();
    expect(shown).toEqual(["high"]);
    await close();
    await close();
    await close();
    expect(shown).toEqual(["high", "plain", "low"]);
  });

  it("never share the stage", async () => {
    const { turns, shown, settle } = aStage();
    turns.propose(what("first"));
    await settle();
    turns.propose(what("second", 99));
    await settle();
    expect(shown).toEqual(["first"]);
  });

  it("are judged again when it is their turn, and make room for the next", async () => {
    const { turns, shown, unfit, settle } = aStage();
    turns.propose(what("gone", 10));
    turns.propose(what("fine"));
    unfit.add("gone");
    await settle();
    await settle();
    expect(shown).toEqual(["fine"]);
  });

  it("wait while nobody sees the page", async () => {
    const { turns, shown, settle } = aStage();
    setHidden(true);
    turns.propose(what("first"));
    await settle();
    expect(shown).toEqual([]);
    setHidden(false);
    await settle();
    expect(shown).toEqual(["first"]);
  });

  it("wait once, however often their triggers fire", async () => {
    const { turns, shown, settle, close } = aStage();
    const one = what("first");
    turns.propose(one);
    turns.propose(one);
    await settle();
    await close();
    await close();
    expect(shown).toEqual(["first"]);
  });

  it("no longer come once all is stopped", async () => {
    const { turns, shown, settle } = aStage();
    turns.propose(what("first"));
    turns.stop();
    await settle();
    setHidden(false);
    await settle();
    expect(shown).toEqual([]);
  });

  it("wait for the end of a modal dialog of the page", async () => {
    const { turns, shown } = aStage();
    document.body.innerHTML =
      '<div role="dialog" aria-modal="true" style="visibility: visible">Accept?</div>';
    const dialog = document.querySelector("div");
    if (dialog) dialog.getClientRects = () => [new DOMRect()] as unknown as DOMRectList;
    turns.propose(what("first"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual([]);
    dialog?.remove();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown).toEqual(["first"]);
  });

  it("wait while somebody writes where they would appear", async () => {
    const { turns, shown } = aStage();
    document.body.innerHTML = '<input id="name"><input type="checkbox" id="tick">';
    const field = document.querySelector<HTMLElement>("#name");
    if (field) field.getBoundingClientRect = () => new DOMRect(innerWidth - 200, innerHeight - 100, 150, 30);
    field?.focus();
    turns.propose(what("first"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual([]);
    document.querySelector<HTMLElement>("#tick")?.focus();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown).toEqual(["first"]);
  });

  it("drop out if what they waited for was called off meanwhile", async () => {
    const { turns, shown, settle } = aStage();
    turns.propose({ ...what("first"), cause: { on: "event", due: "first 0 order_paid" } });
    await settle();
    expect(shown).toEqual([]);
  });
});
