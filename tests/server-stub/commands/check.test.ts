import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runAskling } from "../../support/collectorCli.ts";

const folder = mkdtempSync(join(tmpdir(), "askling-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ask = (id: string, parts: object = {}) => ({
  id,
  questions: [{ id: "score", type: "nps", title: "Recommend?" }],
  ...parts,
});
function write(name: string, content: unknown) {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return name;
}
const check = (...values: string[]) => runAskling(["check", ...values], { cwd: folder });

describe("askling check", () => {
  it("says that a manifest is fine and ends with 0", async () => {
    const ended = await check(write("fine.json", { version: 1, surveys: [ask("a"), ask("b")] }));
    expect(ended).toEqual({ code: 0, signal: null, stdout: "fine.json: fine, 2 surveys.\n", stderr: "" });
  });

  it("names path, found and expected of everything wrong in one of several surveys, and ends with 1", async () => {
    const wrong = ask("b", {
      questions: [{ id: "score", type: "npss", title: "Recommend?" }],
      priority: "high",
    });
    const { code, stdout, stderr } = await check(
      write("broken.json", { version: 1, surveys: [ask("a"), wrong, ask("c")] }),
    );
    expect(code).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toMatch(
      /^broken\.json: surveys\[1\]\.questions\[0\]\.type: found "npss", expected one of .*\(did you mean "nps"\?\)$/m,
    );
    expect(stderr).toContain('broken.json: surveys[1].priority: found "high", expected a number\n');
    expect(stderr).not.toMatch(/surveys\[[02]\]/);
    expect(stderr).toMatch(/\n2 problems\.\n$/);
  });

  it.each([
    ["of the manifest", { pase: {} }, 'pase: found the key "pase", expected one of the keys', "pace"],
    [
      "of a survey",
      { surveys: [ask("a", { frequancy: {} })] },
      'surveys[0].frequancy: found the key "frequancy"',
      "frequency",
    ],
  ])("refuses an unknown key %s and says what was likely meant", async (_where, parts, sentence, meant) => {
    const { code, stderr } = await check(write("key.json", { version: 1, surveys: [], ...parts }));
    expect(code).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain(`(did you mean "${meant}"?)`);
  });

  it("allows $schema and keys that begin with x- anywhere", async () => {
    const survey = ask("a", { "x-owner": "me" });
    const name = write("notes.json", { $schema: "./s.json", "x-note": 1, version: 1, surveys: [survey] });
    expect((await check(name)).code).toBe(0);
  });

  it("says line and column where a file is no JSON, and goes on with the next file", async () => {
    write("torn.json", '{\n  "version": 1,\n  "surveys": [,]\n}');
    write("next.json", { version: 1, surveys: [] });
    const { code, stdout, stderr } = await check("torn.json", "missing.json", "next.json");
    expect(code).toBe(1);
    expect(stderr).toContain("torn.json: line 3, column 15: found");
    expect(stderr).toContain("missing.json: there is no such file");
    expect(stdout).toBe("next.json: fine, 0 surveys.\n");
  });

  it("stamps only what passes, and leaves the rest of the text as it was", async () => {
    const text = '{\r\n\t"x-a":   [ 1,2 ],\r\n\t"version": 1,\r\n\t"surveys": []\r\n}\r\n';
    write("stamp.json", text);
    write("refused.json", '{"version": 2, "surveys": []}');
    const { code, stdout } = await check("--stamp", "stamp.json", "refused.json");
    expect(code).toBe(1);
    expect(stdout).toBe("stamp.json: fine, 0 surveys; stamped.\n");
    const stamped = readFileSync(join(folder, "stamp.json"), "utf8");
    expect(JSON.parse(stamped)).toMatchObject({ version: 1, checked: expect.stringMatching(/^\w{8,}$/) });
    expect(stamped.replace(/,\s*"checked": "\w+"/, "")).toBe(text);
    expect(readFileSync(join(folder, "refused.json"), "utf8")).not.toContain("checked");
    await check("--stamp", "stamp.json");
    expect(readFileSync(join(folder, "stamp.json"), "utf8")).toBe(stamped);
  });
});

describe("askling check of the ways through a survey", () => {
  const ask2 = (...next: object[]) =>
    ask("a", {
      questions: [
        {
          id: "why",
          type: "single",
          title: "Why?",
          options: ["x", "y", "z"].map((id) => ({ id, label: id })),
          next,
        },
        { id: "more", type: "text", title: "More?" },
      ],
    });

  it("refuses a circle and a question that nobody comes to", async () => {
    const survey = ask2({ goto: "why" });
    const { code, stderr } = await check(write("circle.json", { version: 1, surveys: [survey] }));
    expect(code).toBe(1);
    expect(stderr).toContain('surveys[0].questions[0].next: found "why → why", expected a way to the end');
    expect(stderr).toContain('surveys[0].questions[1].id: found "more"');
    expect(stderr).toContain("2 problems.");
  });

  it("notes an option that no rule is for, and lets it pass", async () => {
    const to = (option: string) => ({ when: { answer: "why", is: option }, goto: "end" });
    const survey = ask2(to("x"), to("y"));
    const { code, stdout, stderr } = await check(write("fork.json", { version: 1, surveys: [survey] }));
    expect(code).toBe(0);
    expect(stderr).toContain('fork.json: note: surveys[0].questions[0].next: found ["z"]');
    expect(stdout).toBe("fork.json: fine, 1 survey.\n");
  });
});

describe("askling", () => {
  it.each([["--help"], ["help"], ["serve", "--help"], ["help", "check"]])(
    "%s %s prints help and ends with 0",
    async (...values) => {
      const { code, stdout, stderr } = await runAskling(values.filter(Boolean));
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Usage: askling/);
    },
  );

  it("--version prints the package's version", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8"));
    expect(await runAskling(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it.each([
    [[], "Usage: askling"],
    [["chek", "a.json"], "unknown command 'chek'"],
    [["check"], "missing required argument 'file'"],
    [["check", "--stmp", "a.json"], "(Did you mean --stamp?)"],
    [["serve", "--port", "80"], "unknown option '--port'"],
  ])("%j is wrong usage: it says so and ends with 2", async (values, sentence) => {
    const { code, stdout, stderr } = await runAskling(values);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });
});
