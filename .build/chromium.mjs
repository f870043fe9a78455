// Finds a Chromium for the browser tests, and gets one where there is none.
import { execFileSync } from "node:child_process";
import { accessSync, constants, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium } from "playwright-core";
import { fetchPackage, packageFolder } from "./fetchPackage.mjs";
import { obtain } from "./obtain.mjs";
import { canInstallPackages, thisSystem } from "./system.mjs";

/** What every headless Chromium of tests and measurements is started with. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** For Playwright's `launch`, which hides scrollbars otherwise: desktop browsers show them, and they take width. */
export const WITH_SCROLLBARS = { ignoreDefaultArgs: ["--hide-scrollbars"] };

/** A Chromium with the libraries it needs, for Linux machines that have neither and where nobody is root. */
const PACKED = {
  name: "@sparticuz/chromium",
  version: "153.0.0",
  integrity:
    "sha512-jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA==",
};

const places = () => [
  process.env.ASKLING_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  chromium.executablePath(),
  resolve(packageFolder(PACKED.name, PACKED.version), "chromium"),
];

/** Path of a Chromium on this machine, or undefined. */
export const findChromium = () => places().find(runs);

function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    // One that was downloaded may lack libraries of the system. Elsewhere this would open a window.
    if (process.platform === "linux") execFileSync(path, ["--version"], { stdio: "ignore", timeout: 60_000 });
    return true;
  } catch {
    return false;
  }
}

/**
 * Ways to get a Chromium on a system, the best first.
 *
 * @param system - as of `thisSystem`
 * @param run - starts a program and waits for it
 */
export function chromiumWays(system, run = runLoudly) {
  const ways = [];
  if (canInstallPackages(system))
    ways.push({
      how: "Debian's package",
      run() {
        run("apt-get", "update", "-qq");
        // Chinese and Arabic need letters to be tested with.
        run("apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk", "fonts-noto-core");
      },
    });
  ways.push({
    how: "Playwright's download",
    run: () => run(process.execPath, "node_modules/playwright-core/cli.js", "install", "chromium"),
  });
  if (system.platform === "linux" && system.arch === "x64")
    ways.push({
      how: `npm's ${PACKED.name} ${PACKED.version}`,
      run: () => fetchPackage(PACKED, unpack),
    });
  return ways;
}

function runLoudly(command, ...values) {
  execFileSync(command, values, { stdio: "inherit" });
}

/** Lays the program and its libraries out, with a script that brings them together. */
function unpack(folder) {
  const bin = join(folder, "bin");
  const open = (name) => brotliDecompressSync(readFileSync(join(bin, `${name}.br`)));
  writeFileSync(join(folder, "chromium.bin"), open("chromium"), { mode: 0o755 });
  for (const name of ["al2023.tar", "swiftshader.tar"]) {
    writeFileSync(join(bin, name), open(name));
    execFileSync("tar", ["-xf", join(bin, name), "-C", folder]);
  }
  const script = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/lib:$LD_LIBRARY_PATH"
exec "$here/chromium.bin" "$@"
`;
  writeFileSync(join(folder, "chromium.part"), script, { mode: 0o755 });
  renameSync(join(folder, "chromium.part"), join(folder, "chromium"));
}

/** Path of a Chromium; gets one if there is none. */
export const needChromium = () =>
  obtain(
    "Chromium",
    findChromium,
    chromiumWays(thisSystem()),
    "Install one, or set ASKLING_CHROMIUM to its path.",
  );
