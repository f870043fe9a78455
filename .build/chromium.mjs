// Finds a Chromium for the browser tests, and gets one where there is none.
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { chromium } from "playwright-core";

const PLACES = [
  process.env.ASKLING_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** For Playwright's `launch`, which hides scrollbars otherwise: desktop browsers show them, and they take width. */
export const WITH_SCROLLBARS = { ignoreDefaultArgs: ["--hide-scrollbars"] };

/** Path of a Chromium on this machine, or undefined. */
export function findChromium() {
  return [...PLACES, chromium.executablePath()].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Path of a Chromium; installs one if there is none: Debian's package as root, else Playwright's own. */
export function needChromium() {
  const found = findChromium();
  if (found) return found;
  const run = (command, ...values) => execFileSync(command, values, { stdio: "inherit" });
  if (existsSync("/etc/debian_version") && process.getuid?.() === 0) {
    run("apt-get", "update", "-qq");
    // Chinese and Arabic need letters to be tested with.
    run("apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk", "fonts-noto-core");
  } else run(process.execPath, "node_modules/playwright-core/cli.js", "install", "chromium");
  const path = findChromium();
  if (!path)
    throw new Error("No Chromium for the browser tests: install one, or set ASKLING_CHROMIUM to its path.");
  return path;
}
