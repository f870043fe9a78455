import { describe, expect, it } from "vitest";
import { wordFinder } from "../../server-stub/alerts/words.ts";
import { readAnswer } from "../../server-stub/hosted/form/control.ts";
import { wordsOf } from "../../server-stub/hosted/words.ts";
import { clip, neutralise } from "../../server-stub/notices/card.ts";
import { isBareReceipt } from "../../server-stub/notices/formats/format.ts";
import { splitWords } from "../../server-stub/results/words.ts";
import { fillText } from "../../widget/manifest/text.ts";
import { boundAddress } from "../../widget/record/address.ts";

/** Far more than any of these needs, far less than they took while their time grew with the square of the text. */
const PATIENCE_MS = 3_000;
/** As many bytes as a record may have, or as a form. */
const [RECORD, FORM] = [16_000, 64_000];

function fill(part: string, bytes: number): string {
  return part.repeat(Math.floor(bytes / Buffer.byteLength(part)));
}

function expectSoon(work: () => void): void {
  const begin = performance.now();
  work();
  expect(performance.now() - begin).toBeLessThan(PATIENCE_MS);
}

const PARTS = [
  "ﷺ",
  "a",
  "a ",
  " ",
  "\n",
  "@",
  "a@",
  ".",
  "a.",
  "://",
  "_",
  "1",
  "退款",
  "กา",
  "e\u0301",
  "👍",
  "rust",
  "|",
  "{{",
];

describe.each(PARTS)("an answer full of %j holds up nothing", (part) => {
  const answer = `${fill(part, RECORD)}x`;

  it.each(["en", "th", "zh-CN", "ar"])("where its words are counted, in %s", (locale) => {
    expectSoon(() => splitWords(answer, locale));
  });

  it("where it is searched for words, and told to a chat", () => {
    const isFound = wordFinder(["rust", "not rust", "a b c", "生锈", "1 1"]);
    expectSoon(() => isFound(answer));
    expectSoon(() => clip(neutralise(answer), 200));
  });

  it("where it stands in a title or an address", () => {
    expectSoon(() => fillText(`{{answer.a}} {{answer.b${answer}`, { locale: "en", answers: { a: answer } }));
    for (const scheme of ["https://shop.example/", "content:", "blob:", "data:", ""])
      expectSoon(() => boundAddress(scheme + answer));
  });
});

describe("a form", () => {
  const words = wordsOf("en");
  const read = (answer: string) =>
    readAnswer(
      { id: "a", type: "number", title: "?" },
      { words, fill: () => "", given: new URLSearchParams({ answer }) },
    );

  it.each([`${"1".repeat(FORM)}x`, `1.${"1".repeat(FORM)}x`, `${".".repeat(FORM)}`])(
    "is refused at once for a number that is none: %#",
    (answer) => expectSoon(() => expect(read(answer)).toEqual({ fault: words.unfit })),
  );

  it.each([
    ["1", 1],
    ["-1,5", -1.5],
    ["+1.", 1],
    [".5", 0.5],
  ])("takes %s for %d", (answer, value) => {
    expect(read(answer)).toEqual({ answer: value });
  });
});

it("a webhook's answer of white space is read at once", () => {
  expectSoon(() => expect(isBareReceipt(`${" ".repeat(100_000)}x`)).toBe(false));
  for (const text of ["", " \n", " ok ", '"Success"\n', "{ }"]) expect(isBareReceipt(text)).toBe(true);
});

it("the words of a long text are those of its parts", () => {
  const long = "The delivery was late, and the box wasn't closed. 快递太慢了，客服也不好。 ".repeat(40);
  expect([...splitWords(long, "en")].sort()).toEqual([...splitWords(long.slice(0, 64), "en")].sort());
});
