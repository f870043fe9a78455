// What the scripts need to know of the machine they run on; tests hand over others.
import { existsSync } from "node:fs";

/** The machine, and whether we may change it. */
export function thisSystem() {
  return {
    platform: process.platform,
    arch: process.arch,
    root: process.getuid?.() === 0,
    debian: existsSync("/etc/debian_version"),
    ci: Boolean(process.env.CI),
  };
}

/** Whether Debian's packages may be installed. */
export const canInstallPackages = ({ root, debian }) => root && debian;

/**
 * Whether what exists only for Linux, or needs root to be installed, belongs to the test run: there it is required,
 * elsewhere it is named as not for this system.
 */
export const needsLinuxParts = ({ platform, root, debian, ci }) =>
  platform === "linux" && (ci || (root && debian));

/**
 * How npm is started from a script. Windows starts no `.cmd` file without a shell; the npm that runs us is a script
 * that Node.js can run anywhere.
 */
export function npmCommand(platform = process.platform, { npm_execpath: npm, ComSpec } = process.env) {
  if (npm && /npm-cli\.c?js$/.test(npm)) return [process.execPath, npm];
  return platform === "win32" ? [ComSpec ?? "cmd.exe", "/d", "/s", "/c", "npm"] : ["npm"];
}
