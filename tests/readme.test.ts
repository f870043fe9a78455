import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { expect, test } from "vitest";

const ROW = /^\| `(askling[\w.-]*\.js)` \| ([\d.]+) KB \|/gm;
const rows = [...readFileSync("README.md", "utf8").matchAll(ROW)].map(([, file, kilobytes]) => ({
  file: String(file),
  kilobytes: Number(kilobytes),
}));

test("README gives the sizes of the pieces", () => {
  expect(rows.map(({ file }) => file)).toContain("askling.js");
});

test.each(rows)("README says the truth about the size of $file", ({ file, kilobytes }) => {
  const bytes = brotliCompressSync(readFileSync(`dist/${file}`)).length;
  expect(Math.abs(kilobytes * 1000 - bytes)).toBeLessThanOrEqual(100);
});
