import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeFormulas, serializeRow } from "../../server-stub/csv.ts";
import { hostileText, isWithApostrophes } from "../support/hostileTexts.ts";

describe("a row of CSV", () => {
  it("keeps all digits of a number, and quotes what needs it", () => {
    expect(serializeRow(["a", 1 / 3, null, 'say "hi", twice'])).toBe(
      'a,0.3333333333333333,,"say ""hi"", twice"\r\n',
    );
  });

  it.each([
    [-2.5, "-2.5"],
    [true, "true"],
    [undefined, ""],
    ["", ""],
    ["plain", "plain"],
  ])("writes %j as %s", (cell, written) => {
    expect(serializeRow([cell])).toBe(`${written}\r\n`);
  });

  it.each(["\n", "\r", "\r\n", '"', ",", ";", "\t", "|", "\u2028", "\u0085"])(
    "quotes a cell with %j",
    (sign) => {
      expect(serializeRow([`a${sign}b`])).toBe(`"a${sign.replace('"', '""')}b"\r\n`);
    },
  );

  it("comes back whole from a strict parser, and is no formula at any delimiter", () => {
    const PLAIN = /^[+-]\d[\d ]*(?:\.\d+)?$/;
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), (cells) => {
        const row = serializeRow(cells);
        const [read = []] = parse(row, { relax_column_count: false, trim: false });
        expect(read.length).toBe(cells.length);
        for (const [index, cell] of cells.entries())
          expect(isWithApostrophes(read[index] ?? "", cell)).toBe(true);
        const begins = row
          .split(/[,;\t|"\n\r\v\f\u0085\u2028\u2029]/)
          .map((text) => text.replace(/[\s\u200b]*/, ""));
        expect(begins.filter((text) => /^[=+\-@＝＋－＠]/.test(text) && !PLAIN.test(text))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("a text without formulas", () => {
  it.each([
    ["=1+1", "'=1+1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    [" =1", "' =1"],
    ["＝1", "'＝1"],
    ["－1", "'－1"],
    ["a=1", "a=1"],
    ["fine\n=1+41", "fine\n'=1+41"],
    ["fine\r\n=1+41", "fine\r\n'=1+41"],
    ["fine\r=1", "fine\r'=1"],
    ["fine\u2028＝1", "fine\u2028'＝1"],
    ["nice;=1+1", "nice;'=1+1"],
    ["nice; =1+1", "nice;' =1+1"],
    ['a,-b|+c\t@d"=e', "a,'-b|'+c\t'@d\"'=e"],
    ["\t=1", "'\t'=1"],
    ["|x", "'|x"],
    ["a;\u200b=1", "a;'\u200b=1"],
    ["-1+2", "'-1+2"],
    ["a;==1", "a;'==1"],
  ])("of %j is %j", (text, safe) => {
    expect(escapeFormulas(text)).toBe(safe);
  });

  it.each(["-1", "+86 138", "-2.5", "+1;-2,+3", "a; -5\n+86 138"])(
    "leaves plain numbers as they are: %j",
    (text) => {
      expect(escapeFormulas(text)).toBe(text);
    },
  );

  it.each(["\n", "\u200b", " ", "-1 ", "+1", "\t", '"', ";-1 ", "; "])(
    "takes no longer for a long run of %j than for another text",
    (piece) => {
      const begin = performance.now();
      escapeFormulas(piece.repeat(300_000));
      expect(performance.now() - begin).toBeLessThan(2_000);
    },
  );
});
