// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ImportPiece } from "../../../../widget/loader/pieces.ts";
import { createFallbackStore } from "../../../../widget/loader/store/fallback-store.ts";
import { memoryBackend } from "../../../../widget/loader/store/storage-backends.ts";
import { createVisitor, type Visitor } from "../../../../widget/loader/visitor.ts";
import { patternFault } from "../../../../widget/manifest/pattern.ts";
import { passesTest } from "../../../../widget/manifest/rule-with-patterns.ts";
import type { Manifest } from "../../../../widget/manifest/schema.ts";
import * as check from "../../../../widget/prompt/check/index.ts";
import type { PromptNeeds } from "../../../../widget/prompt/needs.ts";
import { createFaultFinder } from "../../../../widget/prompt/showing/faults.ts";

let errors: unknown[][];
beforeEach(() => {
  errors = [];
  vi.spyOn(console, "error").mockImplementation((...all) => void errors.push(all));
});
afterEach(() => void vi.restoreAllMocks());

const question = { id: "score", type: "nps", title: "?" };
/** As a page may hand it over: nobody has checked it. */
const raw = (value: object): Manifest => JSON.parse(JSON.stringify(value));
const oneBroken = () =>
  raw({
    version: 1,
    surveys: [
      { id: "fine", questions: [question] },
      { id: "odd", page: "all", questions: [question] },
    ],
  });

function needsOf(
  visitor: Visitor,
  manifest: Manifest,
  importPiece: ImportPiece,
  ignored: string[],
): PromptNeeds {
  const needs: Partial<PromptNeeds> = {
    visitor,
    importPiece,
    surveys: () => (Array.isArray(manifest.surveys) ? manifest.surveys : []),
    patterns: { passesTest, fetch: async () => {}, faultOf: () => patternFault, missing: () => false },
    log: (line) => void ignored.push(String(line).replace("ignored: ", "")),
  };
  return needs as PromptNeeds;
}

function aDevice() {
  const store = createFallbackStore([memoryBackend()]);
  let fetched = 0;
  const ignored: string[] = [];
  const fetchCheck: ImportPiece = async <Piece>() => {
    fetched++;
    return check as Piece;
  };
  return {
    ignored,
    fetched: () => fetched,
    async page(manifest: Manifest, fetching = fetchCheck) {
      const visitor = createVisitor(store);
      await visitor.load();
      const isBroken = createFaultFinder(needsOf(visitor, manifest, fetching, ignored), manifest);
      return { isBroken, all: () => Promise.all(manifest.surveys.map((survey) => isBroken(survey))) };
    },
  };
}

describe("the search for broken surveys", () => {
  it("leaves the broken one out, with one console error that gives path, found and expected", async () => {
    const { all, isBroken } = await aDevice().page(oneBroken());
    expect(await all()).toEqual([false, true]);
    expect(await isBroken()).toBe(false);
    expect(errors).toEqual([
      [
        'Askling: survey "odd" is left out: surveys[1].page: found "all", expected one of "path", "origin", "none"',
      ],
    ]);
  });

  it("leaves everything out if the manifest itself is broken", async () => {
    const { all, isBroken } = await aDevice().page(raw({ ...oneBroken(), version: 2 }));
    expect(await all()).toEqual([true, true]);
    expect(await isBroken()).toBe(true);
    expect(errors).toContainEqual(["Askling: the manifest is refused: version: found 2, expected 1"]);
  });

  it("does not check what carries this build's stamp", async () => {
    const device = aDevice();
    const { all } = await device.page(raw({ ...oneBroken(), checked: __FINGERPRINT__ }));
    expect(await all()).toEqual([false, false]);
    expect([device.fetched(), errors]).toEqual([0, []]);
  });

  it("checks what carries another build's stamp", async () => {
    const device = aDevice();
    const { all } = await device.page(raw({ ...oneBroken(), checked: "another" }));
    expect(await all()).toEqual([false, true]);
    expect(device.fetched()).toBe(1);
  });

  it("checks a content once on a device, and tells on each page", async () => {
    const device = aDevice();
    await (await device.page(oneBroken())).all();
    expect(await (await device.page(oneBroken())).all()).toEqual([false, true]);
    // What is wrong is told by the piece that checks.
    expect([device.fetched(), errors.length]).toEqual([2, 2]);
    await (await device.page(raw({ ...oneBroken(), keepQuery: true }))).all();
    expect(device.fetched()).toBe(3);
  });

  it("tells of unknown keys only who debugs, and leaves their survey in", async () => {
    const device = aDevice();
    const { all } = await device.page(
      raw({ version: 1, surveys: [{ id: "s", anonimous: true, questions: [question] }] }),
    );
    expect(await all()).toEqual([false]);
    expect(errors).toEqual([]);
    expect(device.ignored).toEqual([expect.stringMatching(/^surveys\[0\]\.anonimous: /)]);
  });

  it("tries again where the check could not be fetched", async () => {
    const device = aDevice();
    let offline = true;
    const { isBroken, all } = await device.page(oneBroken(), async <Piece>() => {
      if (offline) throw new TypeError("offline");
      return check as Piece;
    });
    await expect(isBroken()).rejects.toThrow("offline");
    offline = false;
    expect(await all()).toEqual([false, true]);
  });

  it.each([{ version: 1 }, { version: 1, surveys: {} }, { version: 1, surveys: [null] }, []])(
    "stands even %j",
    async (manifest) => {
      const visitor = createVisitor(createFallbackStore([memoryBackend()]));
      const needs = needsOf(visitor, raw(manifest), async <Piece>() => check as Piece, []);
      const isBroken = createFaultFinder(needs, raw(manifest));
      expect(await isBroken()).toBe(!Array.isArray((manifest as { surveys?: unknown }).surveys));
      expect(errors.length).toBeGreaterThan(0);
    },
  );
});
