// Ends processes together with this one, in whatever way it ends: also where it is killed and can do nothing more.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

let watcher;

/**
 * Like `spawn` of Node.js. A process that is started as `detached` leads a process group, which ends as a whole.
 *
 * @type {typeof import("node:child_process").spawn}
 */
export function spawnTogether(command, values, options) {
  // It sees the end of this process by the end of its own input. It is started first: on a busy machine the time
  // that it takes is enough for the program to begin its work and for this process to be ended.
  watcher ??= watch();
  const child = spawn(command, values, options);
  if (child.pid === undefined) return child;
  const target = options?.detached && process.platform !== "win32" ? -child.pid : child.pid;
  watcher.stdin.write(`+${target}\n`);
  child.once("exit", () => watcher.stdin.write(`-${target}\n`));
  return child;
}

function watch() {
  const path = fileURLToPath(new URL("./endWhatIsLeft.mjs", import.meta.url));
  // In a group of its own, or what interrupts this process would interrupt it as well.
  const child = spawn(process.execPath, [path], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
  child.unref();
  child.stdin.unref();
  return child;
}
