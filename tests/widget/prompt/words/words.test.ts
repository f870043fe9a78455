import { describe, expect, test } from "vitest";
import { EVERYTHING, importWords } from "./pieces.ts";
import { MARKS, type Said } from "./said.ts";
import { SPELLING } from "./spelling.ts";

/** Loanwords that are spelt as in English. */
const AS_IN_ENGLISH = ["de more.name", "id more.email", "vi more.email"];
/** What stands on a button or beside a field, and has little room. */
const BUTTONS =
  /^(?:words\.(?:close|back|next|send|skip|later|change)|more\.(?:name|email|phone|agree|other|choose|thumbs\.\d|bigger|readAloud|stopReading))$/;
const SCALES = /^words\.(?:nps|ces|faces)\.\d$/;

const textsOf = (language: string) => EVERYTHING.find(([tag]) => tag === language)?.[1] ?? [];
const english = textsOf("en");
/** The paths whose text is the same in both. */
const sameIn = (texts: Said[], others: Said[]) =>
  texts
    .filter(({ path, text }) => others.some((other) => other.path === path && other.text === text))
    .map(({ path }) => path)
    .sort();

/** What an encoding of two bytes has for bytes in these ranges. */
function charactersOf(encoding: string, first: readonly [number, number], second: readonly [number, number]) {
  const decoder = new TextDecoder(encoding);
  const characters = new Set<string>();
  for (let high = first[0]; high <= first[1]; high++)
    for (let low = second[0]; low <= second[1]; low++)
      characters.add(decoder.decode(Uint8Array.of(high, low)));
  return characters;
}

describe.each(EVERYTHING)("what is said in %s", (language, texts) => {
  const { letter, quotes } = SPELLING[language];

  test("is as much as in English, in the same places", () => {
    expect(texts.map(({ path }) => path).sort()).toEqual(english.map(({ path }) => path).sort());
  });

  test("tells each argument of a phrase exactly once", () => {
    for (const { path, text } of texts) {
      const { takes = 0 } = english.find((one) => one.path === path) ?? {};
      expect(text.match(/⟦\d⟧/g)?.sort() ?? [], path).toEqual(MARKS.slice(0, takes));
    }
  });

  test("is trimmed, composed, without markup and without characters that cannot be seen", () => {
    for (const { path, text } of texts) {
      expect(text, path).toMatch(/^\S(?:.*\S)?$/u);
      expect(text, path).not.toMatch(/[<>&{}\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]| {2}/u);
      expect(text.normalize("NFC"), path).toBe(text);
    }
  });

  test("is in the letters of the language", () => {
    for (const { path, text } of texts) {
      const letters = [...text].filter((char) => /\p{L}/u.test(char));
      expect(letters, path).not.toEqual([]);
      expect(
        letters.filter((char) => !letter.test(char)),
        path,
      ).toEqual([]);
    }
  });

  test("has the quotation marks, apostrophes and dots of the language", () => {
    for (const { path, text } of texts) {
      expect(text, path).not.toMatch(/["'`…]|\.\.\./);
      // Between letters it is an apostrophe.
      const marks = text.replace(/(?<=\p{L})’(?=\p{L})/gu, "").match(/[“”„‘’«»「」『』]/gu) ?? [];
      expect(["", quotes], path).toContain(marks.join(""));
    }
  });

  test("has full-width punctuation in Chinese and Japanese, and nowhere else", () => {
    const strange = /^(?:zh|ja)/.test(language) ? /[,.:;!?()]/ : /[，。：；！？（）、]/u;
    for (const { path, text } of texts) expect(text, path).not.toMatch(strange);
  });

  test("fits a button, or the end of a scale", () => {
    const lengths = (where: RegExp) =>
      texts.filter(({ path }) => where.test(path)).map(({ text }) => [...text].length);
    expect(lengths(BUTTONS).length).toBeGreaterThanOrEqual(17);
    expect(Math.max(...lengths(BUTTONS))).toBeLessThanOrEqual(24);
    expect(lengths(SCALES)).toHaveLength(9);
    expect(Math.max(...lengths(SCALES))).toBeLessThanOrEqual(28);
  });

  test("of a scale is different at every step", () => {
    const steps = texts.filter(({ path }) => SCALES.test(path)).map(({ text }) => text);
    expect(new Set(steps).size).toBe(steps.length);
  });

  test("at the start leads to the region by its name, and ends with what is asked", async () => {
    const { words } = await importWords(language);
    const announced = words.announce("shop.example", "How was it?");
    expect(announced).toContain(words.region);
    expect(announced).toMatch(/How was it\?$/);
  });
});

test.each(EVERYTHING.filter(([language]) => language !== "en"))(
  "%s is not left in English",
  (language, texts) => {
    const expected = AS_IN_ENGLISH.filter((one) => one.startsWith(`${language} `));
    expect(sameIn(texts, english).map((path) => `${language} ${path}`)).toEqual(expected);
  },
);

test.each([
  ["zh-TW", "big5", [0xa4, 0xc6], [0x40, 0xfe]],
  ["zh-CN", "gb2312", [0xb0, 0xd7], [0xa1, 0xfe]],
] as const)("%s has the common characters of %s only", (language, encoding, first, second) => {
  const characters = charactersOf(encoding, first, second);
  expect(characters.size).toBeGreaterThan(3000);
  const han = textsOf(language).flatMap(({ text }) => text.match(/\p{Script=Han}/gu) ?? []);
  // 饋 of 回饋 is common only in Taiwan's present usage, not in the list of 1984.
  expect(han.filter((char) => !characters.has(char) && char !== "饋")).toEqual([]);
});

test("French has a no-break space inside guillemets and before tall punctuation", () => {
  const french = textsOf("fr").map(({ text }) => text);
  expect(french.filter((text) => /[«»:;!?]/.test(text)).length).toBeGreaterThan(3);
  for (const text of french) expect(text).not.toMatch(/(?:^|[^\u00A0])[»:;!?]|«(?!\u00A0)/u);
});
