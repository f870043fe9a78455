import { html } from "hono/html";
import { holds } from "../../widget/manifest/rule-with-patterns.ts";
import { fillText, fillUrl } from "../../widget/manifest/text.ts";
import { firstOf } from "../../widget/record/path.ts";
import type { Answer } from "../../widget/record/schema.ts";
import { type Html, renderFrame } from "./frame.ts";
import type { Opening } from "./opening.ts";
import { type PagePerson, readerOf } from "./person.ts";
import { type RefusalReason, wordsOf } from "./words.ts";

/** Seconds after which a kiosk without script asks the next person. */
const KIOSK_PAUSE_S = 8;

/** What the sender of the plain form reads: the survey's own ending. */
export function renderThanks(
  opening: Opening,
  person: PagePerson | undefined,
  answers: Record<string, Answer>,
): Html {
  const { manifest, survey, visit, language } = opening;
  const { words, values: known } = readerOf(opening, person);
  const values = { ...known, answers, locale: visit.locale, questions: survey.questions };
  const ending = firstOf(survey.endings ?? [], holds, values);
  const title = fillText(ending?.title, values) || words.thanks;
  const hint = fillText(ending?.hint, values);
  const link = ending?.link && !visit.kiosk ? ending.link : undefined;
  return renderFrame({
    title,
    language,
    colorScheme: survey.theme?.colorScheme ?? manifest.theme?.colorScheme,
    ...(visit.kiosk ? { head: html`<meta http-equiv="refresh" content="${KIOSK_PAUSE_S}">` } : {}),
    body: html`<main><div class="card message"><h1>${title}</h1>
${hint ? html`<p>${hint}</p>` : ""}
${link ? html`<p><a class="button" href="${fillUrl(link.url, values)}">${fillText(link.label, values)}</a></p>` : ""}
</div></main>`,
  });
}

/** Says in one sentence why there is no survey here; nothing of the survey or the person stands in it. */
export function renderRefusal(reason: RefusalReason, language: string): Html {
  const [title = "", hint = ""] = wordsOf(language).refusals[reason];
  return renderFrame({
    title,
    language: /^zh/i.test(language) ? "zh-CN" : "en",
    body: html`<main><div class="card message" data-reason="${reason}"><h1>${title}</h1><p>${hint}</p></div></main>`,
  });
}
