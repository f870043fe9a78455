import { makeLinks, type NewLink } from "../../server-stub/links/links.ts";
import { openStore } from "../../server-stub/store/open.ts";
import type { TestCollector } from "./collector.ts";

const DAY_MS = 86_400_000;

/** Makes a link for a person, as `askling links` does; the value of `link=`. */
export async function makeTestLink(
  databaseUrl: string,
  link: Partial<NewLink> & { survey: string },
  { site = "pk_shop", now = new Date() }: { site?: string; now?: Date } = {},
): Promise<string> {
  const store = await openStore(databaseUrl);
  const expiresAt = new Date(now.getTime() + 30 * DAY_MS);
  const [made] = await makeLinks(store, site, [{ expiresAt, ...link }], now).finally(() => store.close());
  if (made === undefined) throw new Error("No link was made.");
  return made;
}

/** The SQLite database of a test collector. */
export const databaseOf = (collector: TestCollector) => `sqlite:${collector.folder}/data/askling.db`;

/** The page of a survey as a browser without script reads it. */
export interface HostedForm {
  status: number;
  html: string;
  headers: Headers;
  /** Sends the form on it. */
  send(
    fields: Record<string, string> | [string, string][],
    headers?: Record<string, string>,
  ): Promise<HostedForm>;
}

/** Opens a survey's page. */
export async function openForm(url: string, init: RequestInit = {}): Promise<HostedForm> {
  const response = await fetch(url, init);
  const html = await response.text();
  const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? "";
  return {
    status: response.status,
    html,
    headers: response.headers,
    send: (fields, headers = { "Sec-Fetch-Site": "same-origin" }) => {
      const body = new URLSearchParams(fields);
      if (!body.has("ticket")) body.set("ticket", ticket);
      return openForm(url, { method: "POST", body, headers });
    },
  };
}
