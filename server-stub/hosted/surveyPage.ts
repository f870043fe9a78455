import { html, raw } from "hono/html";
import type { Manifest, Survey } from "../../widget/manifest/schema.ts";
import { firstQuestionOf } from "./firstQuestion.ts";
import { drawControl, findPreselected, isAskable } from "./form/control.ts";
import { type Html, renderFrame } from "./frame.ts";
import type { Opening } from "./opening.ts";
import type { PageData } from "./pageData.ts";
import { type PagePerson, type Reader, readerOf, triggerProps } from "./person.ts";

/** What the page is made of beside the survey. */
export interface SurveyPageParts {
  person?: PagePerson | undefined;
  ticket: string;
  nonce: string;
  /** What was sent by the form and could not be taken, and why. */
  refused?: { given: URLSearchParams; fault: string };
}

/** The survey as a page: its first question as a plain form, which the script replaces by the whole survey. */
export function renderSurveyPage(
  opening: Opening,
  { person, ticket, nonce, refused }: SurveyPageParts,
): Html {
  const { site, manifest, survey, visit, language, link } = opening;
  const { words, values, fill } = readerOf(opening, person);
  const first = firstQuestionOf(survey, values);
  const selected = first && findPreselected(first.question, { words, fill }, visit.score);
  const given =
    refused?.given ?? new URLSearchParams(selected === undefined ? {} : { answer: visit.score ?? "" });
  const sender = fill(survey.sender);
  const data: PageData = {
    survey: survey.id,
    key: site.key,
    locale: visit.locale,
    props: triggerProps(opening),
    person,
    // The survey begins with its notes.
    selected: first?.notes.length ? undefined : selected,
    kiosk: visit.kiosk,
    quiet: visit.kiosk || link !== undefined,
    back: visit.back,
    scaled: (survey.theme?.textScale ?? manifest.theme?.textScale) !== undefined,
    nonce,
  };
  const theme = { ...manifest.theme, ...survey.theme };
  const canSend = !!first && isAskable(first.question);

  return renderFrame({
    title: sender ? words.from(sender) : words.title,
    language,
    colorScheme: theme.colorScheme,
    head: html`<script type="application/json" id="askling-hosted">${json(data)}</script>
<script type="application/json" id="askling-surveys">${json(manifestFor(opening))}</script>
<script src="../hosted.js"></script>`,
    body: html`<main>
<h1>${words.title}</h1>
<div id="survey"></div>
<form method="post" class="card" autocomplete="off">
<input type="hidden" name="ticket" value="${ticket}">
${sender ? html`<p class="sender">${sender}</p>` : ""}
${first?.notes.map(({ title, hint }) => html`<p><b>${fill(title)}</b></p><p class="hint">${fill(hint)}</p>`)}
<fieldset ${refused ? html`aria-describedby="fault"` : ""}>
<legend id="question">${fill(first?.question.title)}</legend>
${first?.question.hint ? html`<p class="hint">${fill(first.question.hint)}</p>` : ""}
${first ? drawControl(first.question, { words, fill, given }) : ""}
</fieldset>
${refused ? html`<p class="fault" id="fault" role="alert">${refused.fault}</p>` : ""}
${canSend ? html`<p><button>${words.send}</button></p>` : ""}
${survey.notice ? html`<p class="hint">${notice(survey, fill, visit.kiosk)}</p>` : ""}
</form>
<div id="closed" class="card" role="status" hidden><h2>${words.thanks}</h2><p>${words.closed}</p></div>
${link ? late(words.refusals.late) : ""}
</main>`,
  });
}

/** Told when the answer comes back refused. */
function late([title = "", hint = ""]: readonly string[]) {
  return html`<div id="late" class="card message" role="alert" hidden data-reason="late"><h2>${title}</h2><p>${hint}</p></div>`;
}

function notice({ notice: given }: Survey, fill: Reader["fill"], kiosk: boolean) {
  const text = fill(given?.text);
  return given?.url && !kiosk
    ? html`<a href="${given.url}" target="_blank" rel="noopener">${text}</a>`
    : text;
}

/** The manifest with this survey alone, and of it only what counts on a page of its own. */
function manifestFor({ manifest, survey, visit }: Opening): Manifest {
  // The address may hold a link, which stays out of records. "Later" means nothing on a page of its own.
  const { keepQuery: _keepQuery, ...frame } = manifest;
  const { triggers: _triggers, display: _display, snooze: _snooze, ...rest } = survey;
  return { ...frame, surveys: [visit.kiosk ? withoutWaysOut(rest) : rest] };
}

/** A kiosk's page has no links that lead away from it. */
function withoutWaysOut(survey: Survey): Survey {
  const { notice: given, endings } = survey;
  return {
    ...survey,
    ...(given ? { notice: { text: given.text } } : {}),
    ...(endings ? { endings: endings.map(({ link: _link, ...ending }) => ending) } : {}),
  };
}

/** JSON that ends no script element, whatever its texts are. */
function json(value: unknown) {
  return raw(JSON.stringify(value).replaceAll("<", "\\u003c"));
}
