import { detectSurroundings } from "../../loader/surroundings.ts";
import type { Manifest } from "../../manifest/schema.ts";
import type { SurveyRecord } from "../../record/schema.ts";
import type { DeliveryStatus, OpenPrompt, RecordChange, ShownSurvey } from "../context.ts";
import { lazyPieces } from "../lazy-pieces.ts";
import type { PromptNeeds, ShowRequest } from "../needs.ts";
import { openPrompt } from "../open-prompt.tsx";
import { containerOf, overPage } from "../placement/container.ts";
import { keepInPlace } from "../placement/keep-in-place.ts";
import { historiesOf } from "./histories.ts";
import { historyChange } from "./history-change.ts";
import { announce, beginShowing } from "./impression.ts";
import { describeOrigin } from "./origin.ts";

/** What becomes of records. */
export interface Recording {
  keep(record: SurveyRecord): Promise<void>;
  /** Calls the listener whenever `status` may have changed; returns the function that stops it. */
  watch(listener: () => void): () => void;
  status(id: string): DeliveryStatus;
}

/** What a showing tells of itself. */
export interface Progress {
  /** Told once the prompt is on the page. */
  opened(prompt: OpenPrompt): void;
  /** Told before the first change is kept. */
  begun(): void;
}

/** Puts a survey on the page and keeps all that happens to it; resolves to its record once it has left. */
export function showSurvey(
  needs: PromptNeeds,
  shown: ShownSurvey,
  request: ShowRequest,
  { keep, watch, status }: Recording,
  { opened, begun }: Progress,
  now: () => number = Date.now,
): Promise<SurveyRecord> {
  const { settings, person, visitor, emitter } = needs;
  const { survey, into } = shown;
  const { cause } = request;
  const origin = describeOrigin({
    manifest: needs.manifest() as Manifest,
    survey,
    person,
    visitorId: visitor.id,
    surroundings: detectSurroundings(settings.locale),
    cause,
  });
  const showing = beginShowing({ survey, origin, keep, now });

  async function save(change: RecordChange): Promise<void> {
    const before = showing.record();
    if (cause.recordOnFirstAnswer && !before.rev && change.state === "shown") return;
    if (!before.rev) begun();
    const kept = showing.change(change);
    const after = showing.record();
    const edit = historyChange(before, after, survey, now());
    if (edit) void visitor.change((row) => historiesOf(person, row, survey.id).forEach(edit));
    await kept;
    announce(emitter, before, after);
  }

  // A container that the page has built anew is found again.
  const find = () => (into ? (into.isConnected ? into : containerOf(request)) : overPage());
  // Thanks that are taken away have been read.
  const chance = () => (showing.record().state === "complete" ? "" : "showing");

  return new Promise((resolve) => {
    const context = {
      ...shown,
      traits: person.traits,
      props: cause.props ?? {},
      passes: needs.patterns.passesTest,
      importPiece: needs.importPiece,
      sender: location.hostname,
      styleNonce: settings.styleNonce,
      stay: keepInPlace(needs, request, find, chance),
      called: cause.on === "tab",
      save,
      onDelivery(listener: (status: DeliveryStatus) => void) {
        const tell = () => listener(status(showing.record().id));
        tell();
        return watch(tell);
      },
      closed: () => resolve(showing.record()),
    };
    const { displays } = lazyPieces;
    const prompt =
      displays && survey.display?.as === "custom"
        ? displays.openCustom(context, (custom) => emitter.emit("open", custom))
        : openPrompt(context);
    opened({
      ...prompt,
      destroy() {
        prompt.destroy();
        // `show()` waits for the end of it.
        resolve(showing.record());
      },
    });
  });
}
