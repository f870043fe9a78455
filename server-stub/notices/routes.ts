import { Hono } from "hono";
import * as z from "zod/mini";
import type { Messages } from "../answers/site.ts";
import type { Collector } from "../collector.ts";
import { accessOf } from "../http/auth.ts";
import { readJsonBody } from "../http/body.ts";
import { ProblemError } from "../http/problem.ts";
import { admitParameters, countParameter, wordParameter } from "../http/query.ts";
import { MESSAGE_STATES, readMessages, resendMessage } from "./readMessages.ts";

const BODY = { limit: 4_000, bounds: { depth: 2, keys: 10, keyLength: 50 }, code: "invalid_message" };
const MAX_MESSAGES = 1_000;

const name = z.string().check(z.minLength(1), z.maxLength(500));
const Resending = z.strictObject({ id: name, webhook: name });

/** `GET /v1/messages`: what webhooks are told, and what became of it. `POST /v1/messages/resend`: sends one again. */
export function messageRoutes({ store, log, now }: Collector): Hono {
  const app = new Hono();

  app.get("/v1/messages", async (context) => {
    admitParameters(context, ["key", "state", "limit"]);
    const { site, where } = accessOf(context);
    const state = wordParameter(context, "state", MESSAGE_STATES);
    const limit = countParameter(context, "limit", { min: 1, max: MAX_MESSAGES }) ?? 100;
    const body: Messages = { messages: await readMessages(store, { site: site.key, state, where, limit }) };
    return context.json(body, 200, { "Cache-Control": "no-store" });
  });

  app.post("/v1/messages/resend", async (context) => {
    admitParameters(context, ["key"]);
    const { site, where, name: token } = accessOf(context);
    const key = { site: site.key, ...(await readJsonBody(context.req.raw, Resending, BODY)) };
    if (site.webhooks.every((webhook) => webhook.name !== key.webhook))
      throw new ProblemError(
        422,
        "unknown_webhook",
        `webhook: found ${JSON.stringify(key.webhook)}, expected the name of a webhook of this site.`,
      );
    const message = await resendMessage(store.writer, key, { where, now: now() });
    if (!message) throw new ProblemError(404, "unknown_message", "There is no such message.");
    const fields = { site: site.key, webhook: key.webhook, kind: message.kind, token };
    log.info("webhook", "A message is sent again.", fields);
    return context.json(message, 200, { "Cache-Control": "no-store" });
  });
  return app;
}
