import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordFinder } from "../../../server-stub/alerts/words.ts";

describe("a word", () => {
  it.each([
    ["rust", "Rust!", true],
    ["rust", "the RUST is back", true],
    ["rust", "trust", false],
    ["rust", "rusty", false],
    ["rust", "rust_free", false],
    ["rust", "有rust吗", true],
    ["rust", "ｒｕｓｔ", true],
    ["生锈", "已经生锈了", true],
    ["生锈", "生了锈", false],
    ["late delivery", "Late  delivery again", true],
    ["c++", "we use C++.", true],
    ["c++", "we use C.", false],
    ["(a|b)", "ab", false],
    ["straße", "STRASSE", false],
    ["größe", "Die GRÖSSE, die Größe", true],
    ["녹", "녹이 슬었어요", true],
    ["ржавчина", "Ржавчина!", true],
  ])("%j in %j: %s", (word, text, isFound) => {
    expect(wordFinder([word])(text)).toBe(isFound);
  });

  it("is found whatever signs it is made of, when it stands alone", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }), (word) => {
        fc.pre(word.trim() !== "");
        expect(wordFinder([word])(`… ${word} …`)).toBe(true);
      }),
    );
  });
});
