import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";

const MODULE = pathToFileURL(".build/run.mjs").href;
const TOGETHER = pathToFileURL(".build/spawnTogether.mjs").href;

/**
 * A script that runs a program, which starts another in a process group of its own, as tests start browsers. It
 * prints the ids of both and then waits.
 */
const SCRIPT = `
  import { runNode } from ${JSON.stringify(MODULE)};
  const inner = ${JSON.stringify(`
    import { spawnTogether } from ${JSON.stringify(TOGETHER)};
    const wait = "setInterval(() => {}, 1000)";
    const browser = spawnTogether(process.execPath, ["-e", wait], { detached: true, stdio: "ignore" });
    console.log("ids", process.pid, browser.pid);
    setInterval(() => {}, 1000);
  `)};
  await runNode(["--input-type=module", "-e", inner]);
`;

function runs(id: number): boolean {
  try {
    process.kill(id, 0);
    // One that nobody has asked about since its end is still in the list of processes.
    return process.platform !== "linux" || !/\) Z/.test(readFileSync(`/proc/${id}/stat`, "utf8"));
  } catch {
    return false;
  }
}

it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
  "a script that is ended by %s leaves nothing running that it has started",
  async (signal) => {
    const script = spawn(process.execPath, ["--input-type=module", "-e", SCRIPT], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void script.kill("SIGKILL"));
    let said = "";
    script.stdout.on("data", (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said).toMatch(/ids \d+ \d+/);
    const ids = said.match(/\d+/g)?.map(Number) ?? [];
    expect(ids.map(runs)).toEqual([true, true]);
    script.kill(signal);
    await expect.poll(() => ids.map(runs)).toEqual([false, false]);
  },
);
