// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ShowResult } from "../../../../widget/loader/askling.ts";
import { createFallbackStore } from "../../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { createVisitor } from "../../../../widget/loader/visitor.ts";
import type { PromptNeeds, ShowRequest } from "../../../../widget/prompt/needs.ts";
import { createPromptQueue } from "../../../../widget/prompt/queue/prompt-queue.ts";
import { createTabLock } from "../../../../widget/prompt/queue/tab-lock.ts";
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

const request = (id: string, priority?: number): ShowRequest => ({
  survey: {
    id,
    questions: [{ id: "score", type: "nps", title: "?" }],
    ...(priority === undefined ? {} : { priority }),
  },
  cause: { on: "load" },
  waived: {},
});

/** A slot in which one survey at a time is shown until it is closed. */
function aSlot() {
  const shown: string[] = [];
  const unfit = new Set<string>();
  let close: (() => void) | undefined;
  const visitor = createVisitor(createFallbackStore([memoryBackend()]));
  const needs: Pick<PromptNeeds, "judge" | "visitor" | "log"> = {
    judge: ({ id }) => [["audience.url", !unfit.has(id), id]],
    visitor,
    log: () => {},
  };
  const present = ({ survey }: ShowRequest): Promise<ShowResult> => {
    if (close) return Promise.resolve({ shown: false, reason: "busy" });
    shown.push(survey.id);
    return new Promise((resolve) => {
      close = () => {
        close = undefined;
        resolve({ shown: true, record: aRecord("record-1") });
        queue.next();
      };
    });
  };
  const queue = createPromptQueue(
    needs as PromptNeeds,
    createTabLock("test"),
    { isUnseen: () => false, seen: async () => {}, stop() {} },
    {
      present,
      explainDecision: () => {},
    },
  );
  const settle = () => vi.advanceTimersByTimeAsync(1);
  return {
    shown,
    unfit,
    queue,
    settle,
    async close() {
      close?.();
      await settle();
    },
  };
}

describe("surveys whose moment has come", () => {
  it("take turns by priority, whatever the order in which they came", async () => {
    const { queue, shown, settle, close } = aSlot();
    for (const one of [request("low", -1), request("plain"), request("high", 10)]) queue.propose(one);
    await settle();
    expect(shown).toEqual(["high"]);
    await close();
    await close();
    await close();
    expect(shown).toEqual(["high", "plain", "low"]);
  });

  it("never share the slot", async () => {
    const { queue, shown, settle } = aSlot();
    queue.propose(request("first"));
    await settle();
    queue.propose(request("second", 99));
    await settle();
    expect(shown).toEqual(["first"]);
  });

  it("are judged again when it is their turn, and make room for the next", async () => {
    const { queue, shown, unfit, settle } = aSlot();
    queue.propose(request("gone", 10));
    queue.propose(request("fine"));
    unfit.add("gone");
    await settle();
    await settle();
    expect(shown).toEqual(["fine"]);
  });

  it("wait while nobody sees the page", async () => {
    const { queue, shown, settle } = aSlot();
    setHidden(true);
    queue.propose(request("first"));
    await settle();
    expect(shown).toEqual([]);
    setHidden(false);
    await settle();
    expect(shown).toEqual(["first"]);
  });

  it("wait once, however often their triggers fire", async () => {
    const { queue, shown, settle, close } = aSlot();
    const one = request("first");
    queue.propose(one);
    queue.propose(one);
    await settle();
    await close();
    await close();
    expect(shown).toEqual(["first"]);
  });

  it("no longer come once all is stopped", async () => {
    const { queue, shown, settle } = aSlot();
    queue.propose(request("first"));
    queue.stop();
    await settle();
    setHidden(false);
    await settle();
    expect(shown).toEqual([]);
  });

  it("wait for the end of a modal dialog of the page", async () => {
    const { queue, shown } = aSlot();
    document.body.innerHTML =
      '<div role="dialog" aria-modal="true" style="visibility: visible">Accept?</div>';
    const dialog = document.querySelector("div");
    if (dialog) dialog.getClientRects = () => [new DOMRect()] as unknown as DOMRectList;
    queue.propose(request("first"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual([]);
    dialog?.remove();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown).toEqual(["first"]);
  });

  it("wait while somebody writes where they would appear", async () => {
    const { queue, shown } = aSlot();
    document.body.innerHTML = '<input id="name"><input type="checkbox" id="tick">';
    const field = document.querySelector<HTMLElement>("#name");
    if (field) field.getBoundingClientRect = () => new DOMRect(innerWidth - 200, innerHeight - 100, 150, 30);
    field?.focus();
    queue.propose(request("first"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(shown).toEqual([]);
    document.querySelector<HTMLElement>("#tick")?.focus();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown).toEqual(["first"]);
  });

  it("drop out if what they waited for was called off meanwhile", async () => {
    const { queue, shown, settle } = aSlot();
    queue.propose({ ...request("first"), cause: { on: "event", due: "first 0 order_paid" } });
    await settle();
    expect(shown).toEqual([]);
  });
});
