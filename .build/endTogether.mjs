// Ends processes together with this one, in whatever way it ends: also where it is killed and can do nothing more.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

let watcher;

/**
 * @param {import("node:child_process").ChildProcess} child - just started
 * @param {{ group?: boolean }} [options] - `group`: it leads a process group, which ends as a whole
 */
export function endTogether(child, { group = false } = {}) {
  if (child.pid === undefined) return;
  // It sees the end of this process by the end of its own input.
  watcher ??= watch();
  const target = group && process.platform !== "win32" ? -child.pid : child.pid;
  watcher.stdin.write(`+${target}\n`);
  child.once("exit", () => watcher.stdin.write(`-${target}\n`));
}

function watch() {
  const path = fileURLToPath(new URL("./endWhatIsLeft.mjs", import.meta.url));
  // In a group of its own, or what interrupts this process would interrupt it as well.
  const child = spawn(process.execPath, [path], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  child.stdin.unref();
  return child;
}
