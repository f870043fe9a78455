import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { type AdminToken, readOrMakeAdminToken, sha256 } from "./adminToken.ts";
import { startAlerting } from "./alerts/evaluate.ts";
import { createApp } from "./app.ts";
import { openConfiguration } from "./config/live.ts";
import { isSameFile } from "./config/load.ts";
import { ConfigurationError } from "./config/read.ts";
import { startDigesting } from "./digest/digesting.ts";
import { startFollowUp } from "./followup/job.ts";
import { beginFollowing } from "./followup/lookAtSite.ts";
import { countUnfinished } from "./followup/readCases.ts";
import { createRefusedOrigins } from "./http/origins.ts";
import { createGuesses } from "./http/rate.ts";
import { createLog, type LogEntry } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { startDelivery } from "./notices/delivery.ts";
import { createOutageLog } from "./outage.ts";
import type { Job } from "./repeat.ts";
import { startSweeping } from "./retention.ts";
import { DEMO_CONFIG, SettingError, type Settings } from "./settings.ts";
import { keepManifest } from "./store/manifests.ts";
import { openStore } from "./store/open.ts";
import { createScrubber } from "./store/scrub.ts";

export { readSettings, SettingError, type Settings } from "./settings.ts";

/** A collector that listens. */
export interface RunningCollector {
  /** Such as `http://127.0.0.1:4470`. */
  url: string;
  /** `PUBLIC_URL`, where it is set. */
  publicUrl: string | undefined;
  /** The token with role admin and where it is kept, if this start made it. */
  adminTokenMade?: { token: string; keptIn: string };
  /** Erases now what is otherwise erased daily because of its age. */
  sweep(): Promise<void>;
  /** Evaluates now the alerts, whose figures are otherwise looked at every few seconds. */
  evaluateAlerts(): Promise<void>;
  /** Queues now the digests that are due. */
  drawDigests(): Promise<void>;
  /** Sends now what waits for webhooks, as far as the limits of each allow. */
  deliver(): Promise<void>;
  /** Opens, withdraws and recovers now the cases that are otherwise looked at once a second. */
  followUp(): Promise<void>;
  /** Lets running requests finish, then closes the database. */
  close(): Promise<void>;
}

/** What tests put in the place of the real thing. */
export interface CollectorParts {
  /** Told of changes of the configuration, exports, erasures and failures. Default: none. */
  log?(entry: LogEntry): void;
  /** Default: the system's clock. */
  now?(): Date;
  /** Milliseconds by a monotonic clock. Default: the process's. */
  uptime?(): number;
}

/**
 * Starts a collector.
 *
 * @throws SettingError when a setting cannot be used
 */
export async function startCollector(
  settings: Settings,
  {
    log: take = () => undefined,
    now = () => new Date(),
    uptime = () => performance.now(),
  }: CollectorParts = {},
): Promise<RunningCollector> {
  const log = createLog(take);
  const stopping = new AbortController();
  const store = await openStore(settings.databaseUrl, { log });
  try {
    const configuration = await openConfiguration(settings.configPath, {
      log,
      prepare: async ({ sites }) => {
        for (const site of sites.values()) {
          await keepManifest(store, site.key, site.manifest, now());
          await beginFollowing(store, site.key);
        }
      },
    }).catch((error: unknown) => {
      if (!(error instanceof ConfigurationError)) throw error;
      throw new SettingError(
        "ASKLING_CONFIG",
        settings.configPath,
        `a usable configuration: ${error.message}`,
      );
    });
    const admin: AdminToken = settings.adminToken
      ? { hash: sha256(settings.adminToken) }
      : await readOrMakeAdminToken(store, settings.databaseUrl);
    const isDemo = isSameFile(settings.configPath, DEMO_CONFIG);
    const metrics = createMetrics({
      sites: () => configuration.current.sites.keys(),
      queue: () => store.ingest.waiting,
      cases: () => countUnfinished(store),
    });
    const scrubber = createScrubber(store);
    const outage = createOutageLog(log);
    const refusedOrigins = createRefusedOrigins(log);
    const app = createApp({
      configuration,
      store,
      scrubber,
      adminTokenHash: admin.hash,
      publicUrl: settings.publicUrl,
      refusedOrigins,
      outage,
      guesses: createGuesses({ configuration }),
      isDemo,
      now,
      uptime,
      log,
      metrics,
      stopping: stopping.signal,
    });
    const { url, stop } = await listen(app.fetch, settings).catch((error: unknown) => {
      configuration.close();
      throw error;
    });
    const sweeping = startSweeping({ configuration, store, scrubber, log, now, uptime });
    const alerting = startAlerting({ configuration, store, log, now });
    const digesting = startDigesting({ configuration, store, log, now });
    const delivery = startDelivery({ configuration, store, publicUrl: settings.publicUrl, log, now });
    const followUp = startFollowUp({ configuration, store, log, now, uptime });
    const jobs: readonly Job[] = [sweeping, followUp, alerting, digesting, delivery];
    const about = { version: __VERSION__, database: store.engine, sites: configuration.current.sites.size };
    log.info("start", "The collector listens.", { url, ...about });
    return {
      url,
      publicUrl: settings.publicUrl,
      ...(admin.made ? { adminTokenMade: admin.made } : {}),
      sweep: sweeping.run,
      evaluateAlerts: alerting.run,
      drawDigests: digesting.run,
      deliver: delivery.run,
      followUp: followUp.run,
      async close() {
        configuration.close();
        stopping.abort();
        refusedOrigins.stop();
        outage.stop();
        await stop();
        for (const job of jobs) await job.stop();
        await store.close();
        log.info("stop", "The collector has stopped.");
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

const SHUTDOWN_TIMEOUT_MS = 10_000;

async function listen(
  fetch: (request: Request, env: unknown) => unknown,
  { port, host }: Settings,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = serve({
    fetch,
    port,
    hostname: host,
    // A slow sender holds memory; 64 KB take no longer than this on the slowest line. By default Node checks every
    // 30 s for connections whose time is over: https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
    serverOptions: { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 1_000 },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
  });
  const address = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${name}:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        const cut = setTimeout(
          () => "closeAllConnections" in server && server.closeAllConnections(),
          SHUTDOWN_TIMEOUT_MS,
        );
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        if ("closeIdleConnections" in server) server.closeIdleConnections();
      }),
  };
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === "EADDRINUSE")
    return new SettingError("PORT", String(port), "a port that nobody else listens on; this one is taken");
  if (error.code === "EACCES")
    return new SettingError("PORT", String(port), "a port that this user may listen on, such as 4470");
  if (error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND" || error.code === "EAI_AGAIN")
    return new SettingError("HOST", host, "an address of this machine, such as 127.0.0.1 or 0.0.0.0");
  return error;
}
