import type { Manifest, Theme } from "../../manifest/schema.ts";
import type { DeliveryStatus, OpenPrompt, RecordChange } from "../../prompt/context.ts";
import type * as Prompt from "../../prompt/index.tsx";
import type { SurveyRecord } from "../../record/schema.ts";
import type { Emitter } from "../emitter.ts";
import type { Settings } from "../settings.ts";
import { historyChange } from "./history-change.ts";
import { describeOrigin } from "./origin.ts";
import type { SessionNeeds, Showable } from "./session.ts";
import { beginShowing } from "./showing.ts";

/** What a showing uses of delivery. */
export interface Stage {
  keep(record: SurveyRecord): Promise<void>;
  /** Calls the listener whenever `status` may have changed; returns the function that stops it. */
  watch(listener: () => void): () => void;
  status(id: string): DeliveryStatus;
  /** Told once the prompt is visible. */
  opened(prompt: OpenPrompt): void;
}

/** Puts a survey on the page and keeps all that happens to it; resolves to its record once it has left. */
export function perform(
  needs: SessionNeeds,
  { openPrompt }: typeof Prompt,
  { survey, cause }: Showable,
  into: Element | undefined,
  { keep, watch, status, opened }: Stage,
  now: () => number = Date.now,
): Promise<SurveyRecord> {
  const { settings, person, visitor, emitter, historiesOf } = needs;
  const manifest = needs.manifest() as Manifest;
  const origin = describeOrigin(settings, manifest, survey, person, visitor, cause);
  const showing = beginShowing(survey, origin, keep, now);

  async function save(change: RecordChange): Promise<void> {
    const before = showing.record();
    const kept = showing.change(change);
    const after = showing.record();
    const edit = historyChange(before, after, survey, now());
    if (edit) void visitor.change((row) => historiesOf(row, survey.id).forEach(edit));
    await kept;
    announce(emitter, before, after);
  }

  return new Promise((resolve) => {
    opened(
      openPrompt({
        survey,
        locale: origin.locale as string,
        traits: person.traits,
        props: cause.props ?? {},
        theme: mergeTheme(settings, { ...manifest.theme, ...survey.theme }),
        passes: needs.passesTest,
        sender: location.hostname,
        ...(settings.styleNonce ? { styleNonce: settings.styleNonce } : {}),
        ...(into ? { into } : {}),
        save,
        onDelivery(listener) {
          const tell = () => listener(status(showing.record().id));
          tell();
          return watch(tell);
        },
        closed: () => resolve(showing.record()),
      }),
    );
  });
}

/** Attribute or option over survey over manifest. */
function mergeTheme({ colorScheme, textScale }: Settings, theme: Theme): Theme {
  return { ...theme, ...(colorScheme ? { colorScheme } : {}), ...(textScale ? { textScale } : {}) };
}

/** Tells the page's handlers what a change meant. */
function announce({ emit }: Emitter, before: SurveyRecord, record: SurveyRecord): void {
  const detail = { survey: record.survey, record };
  if (record.rev === 1) emit("shown", detail);
  if (JSON.stringify(before.answers) !== JSON.stringify(record.answers)) emit("answered", detail);
  if (before.state === record.state) return;
  if (record.state === "complete") emit("completed", detail);
  if (record.state === "dismissed" || record.state === "snoozed") emit("dismissed", detail);
}
