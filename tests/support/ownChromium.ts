import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { onTestFinished } from "vitest";
import { CHROMIUM_FLAGS } from "../../.build/chromium.mjs";
import { spawnTogether } from "../../.build/spawnTogether.mjs";
import { chromiumPath } from "./browser.ts";
import { type Guard, guardContext } from "./guard.ts";

/** A browser with a profile that outlives it. */
export interface OwnChromium {
  context: BrowserContext;
  guard: Guard;
  /** Ends it as a user would. */
  quit(): Promise<void>;
  /** Ends all its processes at once, without a word to any of them. */
  kill(): Promise<void>;
}

/** Makes a folder for a profile, gone after the test. */
export function makeProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), "askling-profile-"));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return profile;
}

/** Starts a browser of its own on a profile. */
export async function startChromium(profile: string): Promise<OwnChromium> {
  const flags = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--lang=en-US"];
  const child = spawnTogether(chromiumPath(), [...CHROMIUM_FLAGS, ...flags], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const address = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const [, found] = /DevTools listening on (\S+)/.exec(said) ?? [];
      if (found) resolve(found);
    });
    child.once("exit", () => reject(new Error(`Chromium did not start:\n${said}`)));
  });
  const browser = await connect(address).catch((error: unknown) => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    throw error;
  });
  const [context] = browser.contexts();
  if (!context) throw new Error("Chromium has no window.");
  const guard = guardContext(context);
  let running = true;
  const kill = async () => {
    if (!running || child.pid === undefined) return;
    running = false;
    // The whole group: the renderer and network processes would otherwise live on for a moment.
    process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  onTestFinished(async () => {
    await kill();
    guard.check();
  });
  return {
    context,
    guard,
    kill,
    async quit() {
      running = false;
      const session = await browser.newBrowserCDPSession();
      await session.send("Browser.close").catch(() => {});
      await ended;
    },
  };
}

/** A browser that is still opening its first window may leave the first who connects without an answer. */
async function connect(address: string, tries = 3): Promise<Browser> {
  try {
    return await chromium.connectOverCDP(address, { timeout: 15_000 });
  } catch (error) {
    if (tries === 1) throw error;
    return connect(address, tries - 1);
  }
}
