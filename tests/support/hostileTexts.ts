import fc from "fast-check";

/** What made formulas in spreadsheets, here and in public reports of CSV injection. */
const KNOWN = [
  "fine\n=1+41",
  "fine\r=1+41",
  "fine\r\n=1+41",
  "fine\n\n  =1+41",
  "nice;=1+1",
  'nice";=1+1',
  "nice\t=1+1",
  "\t=1+1",
  "a,=1+1,b",
  '"=1+1',
  '"\n=1+1',
  "a|=1+1",
  "-1+1;+1+1;@SUM(1)",
  "＝1+1\n＝1+1",
  '=HYPERLINK("http://127.0.0.1/?"&A1)',
  "=cmd|' /C calc'!A0",
  "+86 138;-5\n-2.5",
];
const PIECES = [
  ["\n", "\r", "\r\n", "\u2028", "\u2029", "\u0085", "\v", "\f", "\t", ",", ";", "|", '"', "'"],
  [" ", "\u3000", "\u200b", "=1+1", "=", "+", "-", "@", "＝1+1", "＋1", "－1", "＠A1"],
  ["1", "23", "1.5", "ok", "很好", "=SUM(A1;B1)", "=A1,B1", "=A1\tB1"],
].flat();

/** Texts of all that a spreadsheet may take for the beginning of a cell or of a formula. */
export const hostileText = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 })
  .map((pieces) => pieces.join(""));

/** The known ones, and further ones by chance. */
export function hostileTexts(seed: number, count: number): string[] {
  const some = hostileText.filter((text) => text.trim() !== "");
  return [...KNOWN, ...fc.sample(some, { seed, numRuns: count })];
}

/** Whether a text is another one with nothing but apostrophes added. */
export function isWithApostrophes(written: string, meant: string): boolean {
  let at = 0;
  for (const unit of written.split(""))
    if (unit === meant[at]) at += 1;
    else if (unit !== "'") return false;
  return at === meant.length;
}
