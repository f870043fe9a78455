import { readSettings, SettingError, startCollector } from "../main.ts";

/**
 * `askling serve`: runs a collector until SIGINT or SIGTERM. A setting that cannot be used ends it with one
 * sentence and exit code 1.
 */
export async function runServe(env: NodeJS.ProcessEnv): Promise<void> {
  try {
    const collector = await startCollector(readSettings(env));
    console.log(`Askling collector listening on ${collector.url}`);
    if (collector.adminTokenMadeAt)
      console.log(
        `Admin token (printed only this once, kept in ${collector.adminTokenMadeAt}): ${collector.adminToken}`,
      );
    for (const signal of ["SIGINT", "SIGTERM"] as const)
      process.once(signal, () => {
        collector.close().catch((error: unknown) => {
          console.error(error);
          process.exitCode = 1;
        });
      });
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
