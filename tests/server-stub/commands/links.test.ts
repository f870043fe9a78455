import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { databaseOf, openForm } from "../../support/hosted.ts";

let collector: TestCollector;
let env: Record<string, string>;
beforeAll(async () => {
  collector = await startTestCollector();
  env = {
    DATABASE_URL: databaseOf(collector),
    ASKLING_CONFIG: join(collector.folder, "askling.config.json"),
  };
});
afterAll(() => collector.close());

const list = (text: string | Uint8Array) => {
  const file = join(collector.folder, "people.csv");
  writeFileSync(file, text);
  return file;
};
const links = (text: string | Uint8Array, ...options: string[]) =>
  runAskling(["links", "order-nps", list(text), "--base", collector.url, ...options], { env });
const rowsOf = (text: string) =>
  z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));

describe("askling links", () => {
  it("prints the list with an address for each, which opens the survey for that person", async () => {
    const text =
      '\ufeffuser,branch,note\r\nu-1,北京,"two\nlines, and a ""quote"""\r\nu-2,,=1+1\r\n,south,+86 138\r\n';
    const { code, stdout, stderr } = await links(text, "--channel", "mail");
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^\S+people\.csv: 1 line names no user: their links are nobody's, the first is line 5\.\n$/,
    );
    expect(stdout.startsWith("\ufeffuser,")).toBe(true);
    const rows = rowsOf(stdout.slice(1));
    expect(rows.map(({ user, branch, note }) => [user, branch, note])).toEqual([
      ["u-1", "北京", 'two\nlines, and a "quote"'],
      ["u-2", "", "'=1+1"],
      ["", "south", "+86 138"],
    ]);
    const addresses = rows.map(({ link }) => String(link));
    expect(new Set(addresses).size).toBe(3);
    for (const address of addresses) {
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/s\/order-nps\?key=pk_shop&link=[\w-]{32}$/);
      expect((await (await openForm(address)).send({ answer: "9" })).status).toBe(200);
      expect((await openForm(address)).status).toBe(410);
    }
    const { records } = await (await collector.get("/v1/surveys/order-nps/records")).json();
    expect(records).toMatchObject([
      { user: { id: "u-1", traits: { branch: "北京", note: 'two\nlines, and a "quote"' } } },
      { user: { id: "u-2", traits: { note: "=1+1" } } },
      { user: { traits: { branch: "south" } } },
    ]);
    const figures = await (await collector.get("/v1/surveys/order-nps/results?by=channel")).json();
    expect(figures.groups).toMatchObject([{ value: "mail", answered: 3 }]);
  });

  it("takes the channel of each line where there is such a column", async () => {
    const text = "user,channel,branch\nc-1,sms,east\nc-2,,east\n";
    const { stdout } = await links(text, "--channel", "mail");
    for (const { link } of rowsOf(stdout)) await (await openForm(String(link))).send({ answer: "9" });
    const figures = await (
      await collector.get("/v1/surveys/order-nps/results?by=channel&filter=trait.branch:east")
    ).json();
    expect(figures.groups).toMatchObject([
      { value: "mail", answered: 1 },
      { value: "sms", answered: 1 },
    ]);
  });

  it("takes long lists, portion by portion", async () => {
    const people = Array.from({ length: 1_203 }, (_, index) => `user-${index},b${index % 7}`);
    const { code, stdout } = await links(`user,branch\n${people.join("\n")}\n`);
    expect(code).toBe(0);
    const rows = rowsOf(stdout);
    expect(rows.length).toBe(1_203);
    expect(new Set(rows.map(({ link }) => link)).size).toBe(1_203);
    expect(rows[1_202]?.user).toBe("user-1202");
  });

  it.each([
    ["user,user\nu,v\n", "line 1, column 2"],
    ["user,\nu,v\n", "line 1, column 2: found no name"],
    ["user,link\nu,v\n", 'line 1, column 2: found the name "link"'],
    ["user;branch\nu;v\n", "expected commas"],
    ["user;branch;size, weight\nu;v;1,5\n", "line 1, column 1: found a semicolon"],
    ["branch,User\nnorth,u-1\n", 'line 1, column 2: found "User", expected "user"'],
    ["user,branch\nu-1,a\nu-2\n", "line 3: found 1 cells, expected 2"],
    ['user,branch\nu-1,"a\nu-2,b\n', "a quote that is opened and never closed"],
    ['user,branch\nu-1,"a"b\n', "line 2: found text behind a closing quote"],
    [`user,branch\nu-1,${"x".repeat(1_001)}\n`, "line 2, column branch"],
    ["user,branch\n", "found nobody"],
    ["", "line 1: found nothing"],
    [new Uint8Array([0x75, 0x0a, 0xc4, 0xe3, 0x0a]), "no UTF-8"],
    [new Uint8Array([0x75, 0x0a, 0xe5, 0x8c]), "no UTF-8"],
  ])("refuses %j with its place, and makes no link", async (text, told) => {
    const { code, stdout, stderr } = await links(text);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("people.csv: ");
    expect(stderr).toContain(told);
  });

  it("makes no link of nobody for the empty rows that spreadsheets keep, and says how many", async () => {
    const { code, stdout, stderr } = await links(
      "user,branch\nu-1,north\n,\n , \u3000\n,,,,\nu-2,south\n,\n",
    );
    expect(code).toBe(0);
    expect(stdout.match(/link=/g)).toHaveLength(2);
    expect(stderr).toContain("people.csv: 4 lines of empty cells are left out, the first is line 3.");
  });

  it("has a word on people who are listed again", async () => {
    const { code, stdout, stderr } = await links(
      "user,branch\nu-1,north\nu-2,north\nu-1,south\n,north\n,north\n",
    );
    expect(code).toBe(0);
    expect(stdout.match(/link=/g)).toHaveLength(5);
    expect(stderr).toContain(
      "people.csv: 1 person is listed again and gets another link: line 4 (first on line 2).",
    );
  });

  it("has a word on lines without a user, whose links are of nobody in particular", async () => {
    const { code, stdout, stderr } = await links("user,branch\nu-1,north\n,north\n,\n ,south\n");
    expect(code).toBe(0);
    expect(stdout.match(/link=/g)).toHaveLength(3);
    expect(stderr).toContain(
      "people.csv: 2 lines name no user: their links are nobody's, the first is line 3.",
    );
    expect((await links("branch\nnorth\n")).stderr).not.toContain("nobody");
  });

  it("says which encoding it found in a list of another", async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("user\nu-1\n", "utf16le")]);
    expect((await links(utf16)).stderr).toContain("line 1: found UTF-16, expected UTF-8");
    const gbk = new Uint8Array([
      0x75, 0x73, 0x65, 0x72, 0x0a, 0x61, 0x0a, 0x78, 0xc1, 0xaa, 0xcd, 0xa8, 0x0a,
    ]);
    expect((await links(gbk)).stderr).toContain("line 3, column 2: found bytes that are no UTF-8 (GBK");
  });

  it("refuses what it was asked for in one sentence", async () => {
    const file = list("user\nu\n");
    const run = async (values: string[], more = {}) => {
      const { code, stderr } = await runAskling(["links", ...values], { env: { ...env, ...more } });
      return `${code} ${stderr}`;
    };
    expect(await run(["order-npss", file])).toMatch(
      /^1 SURVEY: found "order-npss".*did you mean "order-nps"\?/,
    );
    expect(await run(["order-nps", file, "--site", "pk_shoo"])).toMatch(/^1 key: .*did you mean "pk_shop"\?/);
    expect(await run(["order-nps", file, "--base", "ask.example"])).toMatch(/^1 --base: /);
    expect(await run(["order-nps", file, "--days", "0"])).toMatch(/^2 /);
    expect(await run(["order-nps", `${file}.gone`])).toMatch(/^1 .*there is no such file/);
    expect(await run(["order-nps", file], { DATABASE_URL: `sqlite:${file}.db` })).toMatch(
      /^1 DATABASE_URL: /,
    );
  });
});
