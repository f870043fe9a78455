import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ImportPiece } from "../../../../widget/loader/pieces.ts";
import {
  chooseMoreWords,
  chooseWords,
  directionOf,
  nearestLanguage,
  prepareWords,
} from "../../../../widget/prompt/words/index.ts";
import { LANGUAGES } from "../../../../widget/prompt/words/languages.ts";
import { importPiece, importWords } from "./pieces.ts";

describe("the list of languages", () => {
  test("holds all that are promised", () => {
    const promised = "en zh-CN zh-TW ja ko de fr es pt-BR ru ar he id vi th".split(" ");
    expect([...LANGUAGES]).toEqual(expect.arrayContaining(promised));
  });

  test("holds every file of the folder, and no other", () => {
    const files = readdirSync(new URL("../../../../widget/prompt/words/", import.meta.url));
    const tags = files.map((name) => name.replace(".ts", ""));
    const languages = tags.filter((tag) => !/^(?:en-[a-z]{4,}|index|languages)$/.test(tag));
    expect(languages.sort()).toEqual([...LANGUAGES].sort());
  });

  test("runs from right to left in Arabic and Hebrew only", () => {
    expect(LANGUAGES.filter((language) => directionOf(language) === "rtl")).toEqual(["ar", "he"]);
  });
});

describe("the nearest language", () => {
  test.each([
    ...LANGUAGES.map((language) => [language, language]),
    ...LANGUAGES.map((language) => [language.toUpperCase().replace("-", "_"), language]),
    ["zh", "zh-CN"],
    ["zh-SG", "zh-CN"],
    ["zh-Hans", "zh-CN"],
    ["zh-Hans-HK", "zh-CN"],
    ["zh-HK", "zh-TW"],
    ["zh-MO", "zh-TW"],
    ["zh-Hant", "zh-TW"],
    ["zh-Hant-HK", "zh-TW"],
    ["pt", "pt-BR"],
    ["pt-PT", "pt-BR"],
    ["en-GB", "en"],
    ["es-419", "es"],
    ["fr-CA", "fr"],
    ["de-AT", "de"],
    ["ar-EG", "ar"],
    ["ru_KZ", "ru"],
    ["th-TH-u-nu-thai", "th"],
    ["iw", "he"],
    ["iw-IL", "he"],
    ["iw_IL", "he"],
    ["in", "id"],
    ["IN-ID", "id"],
    // Other languages that begin with the same letters.
    ["inh", "en"],
    ["fil", "en"],
    ["arn", "en"],
    ["nl", "en"],
    ["", "en"],
  ])("to %j is %s", (locale, language) => {
    expect(nearestLanguage(locale)).toBe(language);
  });
});

describe("the words of a language", () => {
  test("are fetched once, and then said for all of its regions", async () => {
    const fetched: string[] = [];
    const fetchWords: ImportPiece = (name) => {
      fetched.push(name);
      return importPiece(name);
    };
    await prepareWords("pt-PT", fetchWords);
    await prepareWords("pt-BR", fetchWords);
    expect(fetched).toEqual(["words-pt-BR"]);
    const { words, more } = await importWords("pt-BR");
    expect(chooseWords("pt-AO")).toBe(words);
    expect(chooseMoreWords("pt-AO")).toBe(more);
  });

  test("are English while they cannot be fetched, and their own once they can", async () => {
    const { words: english } = await importWords("en");
    await prepareWords("vi", () => Promise.reject(new Error("offline")));
    expect(chooseWords("vi")).toBe(english);
    expect(chooseMoreWords("vi")).toBeUndefined();
    await prepareWords("vi", importPiece);
    expect(chooseWords("vi").close).toBe("Đóng");
  });
});
