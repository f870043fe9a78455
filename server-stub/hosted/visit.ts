import type { Context } from "hono";

/** How a survey's page was opened. */
export interface Visit {
  /** The reader's language, BCP 47. */
  locale: string;
  /** Which way the address was handed out, such as `qr`. */
  channel?: string | undefined;
  /** As it stands in the address, unproven. */
  link?: string | undefined;
  /** Answer to the first question, to be confirmed. */
  score?: string | undefined;
  /** A device for many people, one after another. */
  kiosk: boolean;
  /** Whether the app's webview is left at the end. */
  back: boolean;
}

const TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/i;
const MAX_TAG = 50;
const MAX_CHANNEL = 100;

/**
 * Reads the address of a survey's page. Parameters that mean nothing here are ignored, unlike elsewhere: mail
 * programs and link shorteners add their own, and the respondent could not correct them.
 */
export function readVisit(context: Context): Visit {
  const { lang = "", channel, link, score, kiosk, back } = context.req.query();
  const isKiosk = kiosk === "1";
  return {
    locale: isTag(lang) ? lang : preferred(context.req.header("Accept-Language")),
    channel:
      Array.from(channel?.trim() ?? "")
        .slice(0, MAX_CHANNEL)
        .join("") || undefined,
    // A link is made for one person, a kiosk is for many.
    link: isKiosk ? undefined : link,
    score: isKiosk ? undefined : score,
    kiosk: isKiosk,
    back: back === "1",
  };
}

function isTag(text: string): boolean {
  return text.length <= MAX_TAG && TAG.test(text);
}

/** The language that a browser names first. */
function preferred(accepted = ""): string {
  const tags = accepted.split(",").map((part) => part.replace(/;.*/, "").trim());
  return tags.find(isTag) ?? "en";
}
