import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { spawnTogether } from "../../.build/spawnTogether.mjs";

/** The built command, as `npm run build` leaves it. */
const COMMAND = fileURLToPath(new URL("../../dist/server/cli.js", import.meta.url));

/** What a command left behind. */
export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** The command `askling` while it runs. */
export interface RunningAskling {
  ended: Promise<Ended>;
  /** What it printed so far, both streams. */
  printed(): string;
  kill(signal: NodeJS.Signals): void;
  pid: number | undefined;
}

/** Starts the built `askling` as a process of its own; `env` is all of its settings, `output` an open file for what it prints. */
export function startAskling(
  values: readonly string[],
  {
    env = {},
    cwd,
    output = "pipe",
  }: { env?: Record<string, string>; cwd?: string; output?: number | "pipe" } = {},
): RunningAskling {
  if (!existsSync(COMMAND)) throw new Error("The command is not built; run `npm run build` first.");
  const child: ChildProcess = spawnTogether(process.execPath, [COMMAND, ...values], {
    env: { PATH: process.env.PATH, ...env },
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ["pipe", output, "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  return {
    ended: new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
    }),
    printed: () => stdout + stderr,
    kill: (signal) => void child.kill(signal),
    pid: child.pid,
  };
}

/** Runs the built `askling` to its end. */
export function runAskling(...values: Parameters<typeof startAskling>): Promise<Ended> {
  return startAskling(...values).ended;
}

/** Waits until `askling serve` listens, and says where. */
export async function addressOf(askling: RunningAskling): Promise<string> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const url = /listening on (http:\S+)/.exec(askling.printed())?.[1];
    if (url) return url;
    const over = await Promise.race([askling.ended, new Promise((wake) => setTimeout(wake, 20, undefined))]);
    if (over) break;
  }
  throw new Error(`askling serve does not listen: ${askling.printed()}`);
}
