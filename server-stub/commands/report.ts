import { writeFileSync } from "node:fs";
import { loadConfiguration } from "../config/load.ts";
import { reasonOf } from "../failure.ts";
import { ProblemError } from "../http/problem.ts";
import { siteOf } from "../http/site.ts";
import { readReport } from "../report/readReport.ts";
import { formatReport } from "../report/terminal.ts";
import type { ReportLanguage } from "../report/words.ts";
import { needDatabase, readSettings } from "../settings.ts";
import { openStore } from "../store/open.ts";

/** What `askling report` was asked for; what selects is named as in the results' address. */
export interface ReportOptions {
  site?: string;
  from?: string;
  to?: string;
  by?: string;
  filter?: string[];
  step?: string;
  compare?: string;
  count?: string;
  tz?: string;
  lang: ReportLanguage;
  json?: boolean;
  html?: string;
}

/**
 * `askling report SURVEY`: the figures in the terminal, as JSON, or as a page.
 *
 * @returns the exit code: 1 if there is no such survey, or the question is wrong
 * @throws SettingError when there is no database
 */
export async function reportSurvey(
  survey: string,
  { lang, json = false, html, site: key, filter = [], ...query }: ReportOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const { databaseUrl, configPath } = readSettings(env);
  needDatabase(databaseUrl);
  const configuration = loadConfiguration(configPath, { warn: () => undefined });
  const store = await openStore(databaseUrl);
  try {
    const parameters = new URLSearchParams(query);
    for (const condition of filter) parameters.append("filter", condition);
    const site = siteOf(configuration, key);
    const report = await readReport({ store, configuration, site, now: new Date() }, survey, parameters);
    if (html !== undefined) {
      // The charts load only where a page is wanted.
      const { drawReport } = await import("../report/page.ts");
      writeFileSync(html, drawReport(report, lang));
      console.log(html);
    } else if (json) console.log(JSON.stringify(report.results, null, 2));
    else console.log(formatReport(report, lang));
    return 0;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    console.error(reasonOf(error));
    return 1;
  } finally {
    await store.close();
  }
}
