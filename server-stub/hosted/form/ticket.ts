import { createHmac, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import * as z from "zod/mini";
import { keepSecret } from "../../store/secrets.ts";
import type { Store } from "../../store/store.ts";

/** What a form carries along: which showing it is. */
export const Ticket = z.object({
  /** Id of the record that it will become. */
  record: z.string(),
  /** When the page was made, milliseconds since 1970. */
  shownAt: z.number(),
});
export type Ticket = z.infer<typeof Ticket>;

/** What a ticket is good for. */
interface TicketPlace {
  site: string;
  survey: string;
  /** The link that the page was opened by, as it stands in the address. */
  link?: string | undefined;
}

/** Makes and reads tickets. A form without a ticket of this collector does not come from its page. */
interface Tickets {
  issue(place: TicketPlace, now: Date): Promise<string>;
  /** @returns nothing for what was not issued for this place */
  read(place: TicketPlace, text: string): Promise<Ticket | undefined>;
}

/** Tickets that all collectors over a database sign alike. */
export function createTickets(store: Pick<Store, "writer">): Tickets {
  let key: Promise<string> | undefined;
  const keyOf = () => {
    key ??= keepSecret(store, "form key", randomBytes(32).toString("base64url"));
    key.catch(() => {
      key = undefined;
    });
    return key;
  };
  const sign = async ({ site, survey, link = "" }: TicketPlace, payload: string) =>
    createHmac("sha256", await keyOf())
      .update(JSON.stringify([site, survey, link, payload]))
      .digest("base64url");

  return {
    async issue(place, now) {
      const ticket: Ticket = { record: randomUUID(), shownAt: now.getTime() };
      const payload = Buffer.from(JSON.stringify(ticket)).toString("base64url");
      return `${payload}.${await sign(place, payload)}`;
    },
    async read(place, text) {
      const [payload = "", signature = ""] = text.split(".");
      const expected = Buffer.from(await sign(place, payload));
      const given = Buffer.from(signature);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return Ticket.parse(JSON.parse(Buffer.from(payload, "base64url").toString()));
    },
  };
}
