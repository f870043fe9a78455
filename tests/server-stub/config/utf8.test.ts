import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readManifest } from "../../../server-stub/config/manifest.ts";
import { readConfig } from "../../../server-stub/config/read.ts";
import { decodeUtf8, decodeUtf8Stream } from "../../../server-stub/config/utf8.ts";
import { runAskling } from "../../support/collectorCli.ts";

const MANIFEST = {
  version: 1,
  surveys: [{ id: "order", questions: [{ id: "score", type: "nps", title: "您有多大可能推荐我们？" }] }],
};
/** 满意 in GBK; and 联通, whose bytes look most like UTF-8. */
const GBK = { 满意: [0xc2, 0xfa, 0xd2, 0xe2], 联通: [0xc1, 0xaa, 0xcd, 0xa8] };

/** A text whose Chinese name is written in GBK. */
function inGbk(text: string, name: keyof typeof GBK): Buffer {
  const [before = "", after = ""] = text.split(name);
  return Buffer.concat([Buffer.from(before), Buffer.from(GBK[name]), Buffer.from(after)]);
}

function fileOf(bytes: Uint8Array | string): string {
  const folder = mkdtempSync(join(tmpdir(), "askling-utf8-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "surveys.json");
  writeFileSync(file, bytes);
  return file;
}

const marked = (mark: number[], bytes: Buffer) => Buffer.concat([Buffer.from(mark), bytes]);
const text = JSON.stringify(MANIFEST, null, 2).replace("推荐", "满意");
const unicode = Buffer.from(text, "utf16le");
const WRONG: [name: string, bytes: Uint8Array, told: RegExp][] = [
  ["GBK", inGbk(text, "满意"), /^line \d+, column \d+: found bytes that are no UTF-8 \(GBK.*expected UTF-8/],
  [
    "GBK that looks like UTF-8",
    inGbk('{"a": "联通"}', "联通"),
    /^line 1, column 8: found bytes that are no UTF-8/,
  ],
  [
    "UTF-16 as Windows' editor saves it",
    marked([0xff, 0xfe], unicode),
    /^line 1: found UTF-16, expected UTF-8/,
  ],
  [
    "UTF-16 the other way round",
    marked([0xfe, 0xff], Buffer.from(unicode).swap16()),
    /^line 1: found UTF-16/,
  ],
  ["UTF-16 without a mark", unicode, /^line 1: found UTF-16/],
];

it.each(WRONG)(
  "a manifest in %s is refused, and never served as other people's words",
  (_name, bytes, told) => {
    expect(() => readManifest(fileOf(bytes))).toThrow(told);
  },
);

it.each(WRONG)("a configuration in %s is refused in the same words", (_name, bytes, told) => {
  expect(() => readConfig(fileOf(bytes))).toThrow(told);
});

it.each(WRONG)(
  "`askling check` names the file, the place and the encoding of one in %s",
  async (_name, bytes) => {
    const file = fileOf(bytes);
    const { code, stdout, stderr } = await runAskling(["check", file]);
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/surveys\.json: line \d+.*expected UTF-8: save the file as UTF-8/);
  },
);

it("UTF-8 is taken with and without a mark", () => {
  for (const bytes of [Buffer.from(text), marked([0xef, 0xbb, 0xbf], Buffer.from(text))])
    expect(JSON.parse(decodeUtf8(bytes))).toMatchObject({ version: 1 });
});

it("a file that is read piece by piece is cut anywhere, also within a letter", async () => {
  const bytes = Buffer.from("满意\n很满意 😀\n");
  for (let size = 1; size < bytes.length; size += 1) {
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    };
    let read = "";
    for await (const piece of decodeUtf8Stream(pieces())) read += piece;
    expect(read).toBe(bytes.toString());
  }
});
