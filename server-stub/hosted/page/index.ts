import type { Askling } from "../../../widget/loader/askling.ts";
import type { PageData } from "../pageData.ts";
import { runKiosk } from "./kiosk.ts";
import { leaveApp } from "./leave.ts";
import { isAtEnd, selectBeforehand } from "./prompt.ts";
import { loadWidget } from "./widget.ts";

/** After this time without the survey, ms, the plain form is shown instead. */
const WIDGET_TIMEOUT_MS = 8_000;
/** How long the ending stands before an app's webview is left, ms. */
const ENDING_MS = 3_000;

const page = document.documentElement;
const data: PageData = JSON.parse(document.getElementById("askling-hosted")?.textContent ?? "");

// The plain form is hidden while the widget loads.
page.classList.add("with-script");
const timeout = setTimeout(giveUp, WIDGET_TIMEOUT_MS);

function giveUp(): void {
  clearTimeout(timeout);
  document.getElementById("survey")?.remove();
  page.classList.remove("with-script");
}

/** Shows the survey; resolves once it has left the page. */
function show(askling: Askling): ReturnType<Askling["show"]> {
  const into = document.getElementById("survey");
  if (!into) return Promise.resolve({ shown: false, reason: "unavailable" });
  new MutationObserver((_changes, observer) => {
    observer.disconnect();
    clearTimeout(timeout);
    if (data.selected !== undefined) selectBeforehand(into, data.selected);
  }).observe(into, { childList: true });
  const cause = { on: "link", props: data.props, recordOnFirstAnswer: data.quiet } as const;
  const options = { into, force: true, cause };
  return askling.show(data.survey, options);
}

/** Leaves once the ending has stood for a while; after "Change my answer" it waits for the next ending. */
function leaveWhenRead(): void {
  setTimeout(() => (isAtEnd() ? leaveApp() : leaveWhenRead()), ENDING_MS);
}

/** Another answer has used the link since this page was opened. */
function tellLate(): void {
  for (const id of ["survey", "closed"]) document.getElementById(id)?.remove();
  document.getElementById("late")?.removeAttribute("hidden");
}

async function begin(): Promise<void> {
  const askling = await loadWidget(data);
  const { person } = data;
  if (person?.id !== undefined) askling.identify(person.id, person.traits, person.proof);
  else if (person) askling.setTraits(person.traits);
  if (data.back) askling.on("completed", () => void askling.flush().then(leaveWhenRead));
  askling.on("rejected", (refusal) => {
    if (Reflect.get(Object(refusal), "code") === "link_used") tellLate();
  });
  if (data.kiosk) return runKiosk(askling, () => show(askling));
  const { shown } = await show(askling);
  if (!shown) return giveUp();
  document.getElementById("closed")?.removeAttribute("hidden");
  if (data.back) leaveApp();
}

document.addEventListener("DOMContentLoaded", () => void begin().catch(giveUp));
