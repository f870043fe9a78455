// Runs programs one after the other; what they have started ends with this process.
import { spawnTogether } from "./spawnTogether.mjs";
import { npmCommand } from "./system.mjs";

/** An interrupted script ends with the exit code that shells expect. */
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/**
 * Runs a program to its end; resolves to whether it succeeded.
 *
 * @param {string[]} command - the program and its values
 * @param {Record<string, string>} [env] - on top of this process's
 */
export function run([command = "", ...values], env = {}) {
  // Before the start: an ending in between would leave the program running.
  const listening = Object.entries(SIGNALS).map(([signal, number]) => {
    const end = () => process.exit(128 + number);
    process.once(signal, end);
    return () => process.off(signal, end);
  });
  // A group of its own can be ended as a whole, whatever it has started.
  const child = spawnTogether(command, values, {
    stdio: ["ignore", "inherit", "inherit"],
    detached: process.platform !== "win32",
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => {
    const finish = (succeeded) => {
      for (const stop of listening) stop();
      resolve(succeeded);
    };
    child.once("error", (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      finish(false);
    });
    child.once("exit", (code) => finish(code === 0));
  });
}

/** Runs a program that is written for Node.js. */
export const runNode = (values, env) => run([process.execPath, ...values], env);

export const runVitest = (values, env) => runNode(["node_modules/vitest/vitest.mjs", ...values], env);

export const runNpm = (...values) => run([...npmCommand(), ...values]);
