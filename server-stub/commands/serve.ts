import { setFlagsFromString } from "node:v8";
import { describeFailure, formatEntry, type LogEntry } from "../log.ts";
import { readSettings, SettingError, startCollector } from "../main.ts";
import { keepPrinting } from "./output.ts";

/**
 * `askling serve`: runs a collector until SIGINT or SIGTERM. A setting that cannot be used ends it with one
 * sentence and exit code 1. What happens is told on standard output, what goes wrong on standard error: JSON lines,
 * or words if it is a terminal. What people need to begin (address, new token) is told in words in any case.
 */
export async function runServe(env: NodeJS.ProcessEnv): Promise<void> {
  // Left alone, the engine lets garbage grow to a multiple of what is in use before it collects it; a collector under
  // full load would hold a hundred megabytes more for nothing.
  setFlagsFromString("--heap-growing-percent=40");
  const { stdout, stderr } = process;
  const print = keepPrinting(stdout, stderr, "standard output");
  const warn = keepPrinting(stderr, stdout, "standard error");
  const log = (entry: LogEntry) => {
    const isInfo = entry.level === "info";
    (isInfo ? print : warn)(formatEntry(entry, new Date(), (isInfo ? stdout : stderr).isTTY));
  };
  try {
    const collector = await startCollector(readSettings(env), { log });
    const { url, publicUrl, adminTokenMade: made } = collector;
    const token = made ? `\nAdmin token (printed only this once, kept in ${made.keptIn}): ${made.token}` : "";
    // In one write, so that a reader that waits for the address has the token as well.
    const known = publicUrl ?? "not known: messages carry no link. Set PUBLIC_URL to where people reach it.";
    print(
      `Askling collector listening on ${url}\nBoard: ${publicUrl ?? url}/board\nPublic address: ${known}${token}`,
    );
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        collector.close().catch((error: unknown) => {
          const fields = describeFailure(error);
          log({ level: "error", event: "stop", message: "The collector did not stop cleanly.", fields });
          process.exitCode = 1;
        });
      });
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
