import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliDecompressSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { spawnTogether } from "../../.build/spawnTogether.mjs";
import { needsLinuxParts, thisSystem } from "../../.build/system.mjs";
import { makeProfile } from "./ownChromium.ts";

const FOLDER = ".cache/chromium-67";

/** Whether tests in Chromium 67 belong to the run on this system. */
export const testsChromium67 = needsLinuxParts(thisSystem());

/** The binary of the package, unpacked once. */
function unpackChromium67(): string {
  const path = `${FOLDER}/chromium`;
  if (existsSync(path)) return path;
  const packed = createRequire(import.meta.url).resolve("chrome-aws-lambda/bin/chromium.br");
  mkdirSync(FOLDER, { recursive: true });
  // Several test files may come here at once.
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
  renameSync(part, path);
  return path;
}

/**
 * Opens a page in Chromium 67 until the test ends. Its debugging protocol is too old for Playwright, so the
 * page has to act by itself.
 */
export function openInChromium67(url: string): void {
  const flags = ["--headless", "--disable-gpu", "--single-process", "--no-zygote", "--no-sandbox"];
  const profile = `--user-data-dir=${makeProfile()}`;
  // Without a debugging port it would leave as soon as the page has loaded.
  const child = spawnTogether(unpackChromium67(), [...flags, "--remote-debugging-port=0", profile, url], {
    stdio: "ignore",
  });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  });
}
