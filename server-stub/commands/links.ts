import { once } from "node:events";
import { loadConfiguration, type Site } from "../config/load.ts";
import { ConfigurationError } from "../config/read.ts";
import { BYTE_ORDER_MARK, serializeRow } from "../csv.ts";
import { ProblemError } from "../http/problem.ts";
import { siteOf } from "../http/site.ts";
import { makeLinks } from "../links/links.ts";
import { LINK, type ListedPerson, openPeople, PeopleError } from "../links/peopleList.ts";
import { needDatabase, readSettings, type Settings } from "../settings.ts";
import { surveysOf } from "../store/manifests.ts";
import { openStore } from "../store/open.ts";
import { suggestName } from "../suggestion.ts";

/** What `askling links` was asked for. */
export interface LinkOptions {
  /** Where people reach the collector. Default: `PUBLIC_URL`, else where it listens, with a word on that. */
  base?: string;
  channel?: string;
  days: number;
  site?: string;
}

/** Links made in one go. */
const BATCH_SIZE = 500;
const DAY_MS = 86_400_000;
const MAX_CHANNEL_LENGTH = 100;

/** Something that was asked for cannot be had; the message says what and why. */
class LinksError extends Error {}

/**
 * `askling links SURVEY FILE`: makes a link for each person of a list and prints the list with the addresses, also
 * while a collector runs. The whole list is read before the first link is made.
 *
 * @returns the exit code: 1 if the list, the survey or an option cannot be used
 */
export async function makePersonalLinks(
  survey: string,
  file: string,
  options: LinkOptions,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const settings = readSettings(env);
  needDatabase(settings.databaseUrl);
  try {
    const site = findSite(settings, survey, options.site);
    const base = checkBase(options.base, settings);
    const { channel } = options;
    if (channel !== undefined && (!channel.trim() || channel.length > MAX_CHANNEL_LENGTH))
      throw new LinksError(`--channel: found no name of 1 to ${MAX_CHANNEL_LENGTH} characters.`);
    let people = 0;
    const list = await openPeople(file);
    for await (const _person of list.people) people += 1;
    for (const oddity of list.oddities()) console.error(`${file}: ${oddity}.`);
    if (!people) throw new PeopleError("found nobody, expected a line for each person");
    if (options.base === undefined && settings.publicUrl === undefined)
      console.error(`Neither --base nor PUBLIC_URL is given: the links lead to ${base.origin}.`);
    await writeLinks(site.key, survey, file, { ...options, base, settings });
    return 0;
  } catch (error) {
    if (error instanceof PeopleError) console.error(`${file}: ${error.message}.`);
    else if (error instanceof LinksError || error instanceof ProblemError) console.error(error.message);
    else if (error instanceof ConfigurationError)
      console.error(`ASKLING_CONFIG: found ${settings.configPath}, which cannot be used: ${error.message}`);
    else throw error;
    return 1;
  }
}

function findSite(settings: Settings, surveyId: string, key: string | undefined): Site {
  const site = siteOf(loadConfiguration(settings.configPath, { warn: () => {} }), key);
  const ids = surveysOf(site.manifest.body).map(({ id }) => id);
  if (ids.includes(surveyId)) return site;
  const meant = suggestName(surveyId, ids);
  throw new LinksError(
    `SURVEY: found ${JSON.stringify(surveyId)}, expected a survey of site ${site.key}: ${ids.join(", ")}` +
      `${meant === undefined ? "" : ` (did you mean ${JSON.stringify(meant)}?)`}.`,
  );
}

function checkBase(given: string | undefined, { host, port, publicUrl }: Settings): URL {
  const base = given ?? publicUrl;
  if (base === undefined) return new URL(`http://${host.includes(":") ? `[${host}]` : host}:${port}/`);
  if (!/^https?:\/\//i.test(base) || !URL.canParse(base))
    throw new LinksError(
      `--base: found ${JSON.stringify(base)}, expected an address such as https://ask.example.`,
    );
  return new URL(base.endsWith("/") ? base : `${base}/`);
}

async function writeLinks(
  site: string,
  survey: string,
  file: string,
  { base, settings, channel, days }: Omit<LinkOptions, "base"> & { base: URL; settings: Settings },
): Promise<void> {
  const store = await openStore(settings.databaseUrl);
  const write = async (lines: string[][]) => {
    if (!process.stdout.write(lines.map(serializeRow).join(""))) await once(process.stdout, "drain");
  };
  try {
    const { columns, people, hasMark } = await openPeople(file);
    // Spreadsheets that need the mark get it back.
    if (hasMark) process.stdout.write(BYTE_ORDER_MARK);
    await write([[...columns, LINK]]);
    for await (const some of inPortions(people)) {
      const now = new Date();
      const expiresAt = new Date(now.getTime() + days * DAY_MS);
      const wanted = some.map(({ person }) => ({
        ...(channel ? { channel } : {}),
        ...person,
        survey,
        expiresAt,
      }));
      const links = await makeLinks(store, site, wanted, now);
      await write(
        some.map(({ cells }, index) => [...cells, addressOf(base, survey, site, links[index] ?? "")]),
      );
    }
  } finally {
    await store.close();
  }
}

function addressOf(base: URL, survey: string, site: string, link: string): string {
  const address = new URL(`s/${encodeURIComponent(survey)}`, base);
  address.searchParams.set("key", site);
  address.searchParams.set("link", link);
  return address.href;
}

async function* inPortions(people: AsyncIterable<ListedPerson>): AsyncGenerator<ListedPerson[]> {
  let portion: ListedPerson[] = [];
  for await (const person of people) {
    portion.push(person);
    if (portion.length < BATCH_SIZE) continue;
    yield portion;
    portion = [];
  }
  if (portion.length) yield portion;
}
