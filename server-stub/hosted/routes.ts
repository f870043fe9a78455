import { randomBytes } from "node:crypto";
import { type Context, Hono } from "hono";
import type { Collector } from "../collector.ts";
import { addressOf } from "../http/address.ts";
import { readBody } from "../http/body.ts";
import { isOwnPage, ownAddress } from "../http/ownAddress.ts";
import { ProblemError } from "../http/problem.ts";
import { createRateLimit } from "../http/rate.ts";
import { siteOf } from "../http/site.ts";
import { describeFailure } from "../log.ts";
import { toUnavailable, UnavailableError } from "../store/unavailable.ts";
import { takeForm } from "./form/take.ts";
import { createTickets } from "./form/ticket.ts";
import type { Html } from "./frame.ts";
import { renderRefusal, renderThanks } from "./messagePages.ts";
import { type Opening, openToVisit } from "./opening.ts";
import { personOf } from "./person.ts";
import { policyFor } from "./policy.ts";
import { HostedRefusal } from "./refusal.ts";
import { renderSurveyPage, type SurveyPageParts } from "./surveyPage.ts";
import { readVisit } from "./visit.ts";

const BODY_LIMIT = 64_000;
const FORM_TYPE = "application/x-www-form-urlencoded";
/** An answer may come so long after its page, whatever has ended meanwhile. */
const ANSWERED_WITHIN_MS = 86_400_000;

/** `GET` and `POST /s/:surveyId`: a survey as a page of its own, and the plain form on it. */
export function hostedRoutes(collector: Collector): Hono {
  const { configuration, store, now, log } = collector;
  const tickets = createTickets(store);
  const rates = createRateLimit();
  const app = new Hono();

  const siteFor = (context: Context) => siteOf(configuration.current, context.req.query("key"));
  const surveyIn = (context: Context) => context.req.param("surveyId") ?? "";
  const answerPage = (
    context: Context,
    page: Html,
    {
      status = 200,
      opening,
      nonce = makeNonce(),
    }: { status?: HostedRefusal["status"]; opening?: Opening; nonce?: string } = {},
  ) => {
    context.header("Content-Security-Policy", policyFor(opening?.survey, nonce));
    context.header("Cache-Control", "no-store");
    // The address may hold somebody's link.
    context.header("Referrer-Policy", "no-referrer");
    return context.html(page, status);
  };
  const answerSurvey = async (context: Context, opening: Opening, refused?: SurveyPageParts["refused"]) => {
    const nonce = makeNonce();
    const ticket = await tickets.issue(placeOf(opening), now());
    const parts = { person: personOf(opening, now()), ticket, nonce, ...(refused ? { refused } : {}) };
    return answerPage(context, renderSurveyPage(opening, parts), {
      status: refused ? 422 : 200,
      opening,
      nonce,
    });
  };
  const count = async (name: string, limit: number) => {
    const seconds = await rates.take(name, limit);
    if (seconds) throw new HostedRefusal("busy", 429, { "Retry-After": String(seconds) });
  };

  app.get("/s/:surveyId", async (context) => {
    const opening = await openToVisit(collector, {
      site: siteFor(context),
      surveyId: surveyIn(context),
      visit: readVisit(context),
    });
    if (opening.link && opening.link.usedAt !== null) throw new HostedRefusal("used");
    return answerSurvey(context, opening);
  });

  app.post("/s/:surveyId", async (context) => {
    const { limits, trustProxy } = configuration.current;
    await count(`address ${addressOf(context, trustProxy)}`, limits.perAddress);
    admitForm(collector, context);
    const form = new URLSearchParams(await readBody(context.req.raw, BODY_LIMIT));
    const site = siteFor(context);
    await count(`key ${site.key}`, limits.perKey);
    const visit = readVisit(context);
    const place = { site: site.key, survey: surveyIn(context), link: visit.link };
    const ticket = await tickets.read(place, form.get("ticket") ?? "");
    if (!ticket) throw new HostedRefusal("foreign");
    const isRecent = now().getTime() - ticket.shownAt < ANSWERED_WITHIN_MS;
    const shownAt = isRecent ? new Date(ticket.shownAt) : undefined;
    const opening = await openToVisit(collector, { site, surveyId: place.survey, visit }, shownAt);
    const person = personOf(opening, now());
    const taken = await takeForm(collector, opening, {
      ticket,
      form,
      person,
      page: pageOf(collector, context),
    });
    if ("fault" in taken) return answerSurvey(context, opening, { given: form, fault: taken.fault });
    return answerPage(context, renderThanks(opening, person, taken.answers), { opening });
  });

  app.onError((error, context) => {
    const reason = toUnavailable(error);
    if (reason instanceof UnavailableError && reason.code !== "overloaded") collector.outage.note(reason);
    const refusal = toRefusal(error);
    if (refusal.code === "failed")
      log.error("request_failed", "A request failed.", {
        method: context.req.method,
        route: "/s/:surveyId",
        ...describeFailure(error),
      });
    for (const [name, value] of Object.entries(refusal.headers)) context.header(name, value);
    return answerPage(context, renderRefusal(refusal.code, readVisit(context).locale), {
      status: refusal.status,
    });
  });
  return app;
}

const placeOf = ({ site, survey, visit }: Opening) => ({
  site: site.key,
  survey: survey.id,
  link: visit.link,
});

const makeNonce = () => randomBytes(16).toString("base64");

/**
 * Lets a form through that a page of this collector has sent, as far as the browser tells. Pages that say nothing of
 * where they are from send the origin `null`; then the ticket alone has to prove it.
 *
 * @throws HostedRefusal 403 for another site's form, 415 for what is no form
 */
function admitForm(collector: Collector, context: Context): void {
  if (isOwnPage(collector, context) === false) throw new HostedRefusal("foreign");
  const type = (context.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== FORM_TYPE) throw new HostedRefusal("unfit", 415);
}

/** The page's address without query, which may hold a link. */
function pageOf(collector: Collector, context: Context): URL {
  return new URL(ownAddress(collector, context) + new URL(context.req.url).pathname);
}

function toRefusal(error: unknown): HostedRefusal {
  if (error instanceof HostedRefusal) return error;
  if (error instanceof ProblemError) {
    const { status, code } = error;
    return new HostedRefusal(
      code === "unknown_site" || code === "key_required" ? "unknown" : "unfit",
      status,
    );
  }
  const reason = toUnavailable(error);
  return reason instanceof UnavailableError
    ? new HostedRefusal("busy", 503, { "Retry-After": String(reason.retryAfterSeconds) })
    : new HostedRefusal("failed");
}
