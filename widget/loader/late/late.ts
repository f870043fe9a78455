import type { Askling } from "../askling.ts";
import { whenParsed } from "../idle.ts";
import { findManifestScript } from "../manifest-source.ts";
import { OWN_NAME } from "../own-name.ts";
import type { Settings, settingsFrom } from "../settings.ts";

/** How long after the page has loaded the console says that there are no settings, ms. */
const WARN_AFTER_MS = 5_000;
/** Calls that wait for settings, at most. */
const MAX_WAITING = 100;

const ANSWERED = ["show", "explain", "flush", "pending"];
const UNANSWERED = [
  "track",
  "identify",
  "setTraits",
  "reset",
  "dismiss",
  "setConsent",
  "registerHost",
  "receive",
];

/** Whether an element says what to ask, or where answers go. */
const hasSettings = ({ dataset: { surveys, template, endpoint, key } }: HTMLScriptElement) =>
  !!(surveys || template || endpoint || key);

/**
 * The element with the settings: the current one, or else, since modules have none and jQuery evaluates what it puts
 * into a page, the one with the file's name.
 */
function findTag(own: HTMLScriptElement | null): HTMLScriptElement | undefined {
  const named = [...document.querySelectorAll("script")].filter(({ src }) => OWN_NAME.test(src));
  return [...(own instanceof HTMLScriptElement ? [own] : []), ...named].find(hasSettings) || named[0];
}

/**
 * Waits for settings that do not stand in the current script's element: in the script's element elsewhere in the
 * page, in a call `init`, or only in a manifest in the page. Until then calls wait.
 *
 * @param own - the current script, if there is one
 * @param calls - what was called before
 * @param read - the loader's own, like `begin`, which makes the widget and puts it in the place of this stand-in
 */
export function awaitSettings(
  own: HTMLScriptElement | null,
  calls: readonly unknown[],
  read: typeof settingsFrom,
  begin: (settings: Settings) => Askling,
): void {
  const waiting: ((askling: Askling) => void)[] = [];
  const script = findTag(own);
  let widget: Askling | undefined;
  let gone = false;

  function start(init?: unknown): void {
    if (gone || widget) return;
    widget = begin(read(script, init));
    for (const call of waiting) call(widget);
  }

  function later(call: (askling: Askling) => void): void {
    if (widget) call(widget);
    else if (waiting.length < MAX_WAITING) waiting.push(call);
  }

  const run = (name: string, values: unknown[]) => (askling: Askling) => askling.push([name, ...values]);
  const standIn: Record<string, unknown> = { version: __VERSION__ };
  for (const name of UNANSWERED) standIn[name] = (...values: unknown[]) => later(run(name, values));
  for (const name of ANSWERED)
    standIn[name] = (...values: unknown[]) =>
      new Promise((resolve) => later((askling) => resolve(Reflect.get(askling, name)(...values))));
  Object.assign(standIn, {
    on(...values: Parameters<Askling["on"]>) {
      let stop = () => {};
      later((askling) => {
        stop = askling.on(...values);
      });
      return () => stop();
    },
    push(...all: unknown[]) {
      for (const call of all)
        if (widget) widget.push(call);
        else if (Array.isArray(call))
          if (call[0] === "init") start(call);
          else later(run(String(call[0]), call.slice(1)));
    },
    destroy() {
      gone = true;
      if (widget) widget.destroy();
      else delete window.askling;
    },
  } satisfies Partial<Askling>);
  const askling = standIn as unknown as Askling;

  window.askling = askling;
  const init = calls.find((call) => Array.isArray(call) && call[0] === "init");
  if (init) askling.push(init);
  else if (script && hasSettings(script)) start();
  askling.push(...calls.filter((call) => call !== init));
  void whenParsed().then(() => {
    if (findManifestScript("askling-surveys")) start();
  });
  const complain = () =>
    setTimeout(() => {
      if (!widget && !gone)
        console.warn(
          'Askling: found no settings 5 s after the page has loaded; expected data-surveys, data-key or data-endpoint on the script\'s element, or a call askling.push(["init", { surveys, key, endpoint }])',
        );
    }, WARN_AFTER_MS);
  if (document.readyState === "complete") complain();
  else addEventListener("load", complain, { once: true });
}
