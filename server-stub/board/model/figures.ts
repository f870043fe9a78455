import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Band, figureKindOf, hasFigure } from "../../../widget/manifest/question-types.ts";
import { FollowUp } from "../../answers/cases.ts";
import {
  type Driver,
  Drivers,
  type QuestionLabels,
  Questions,
  Results,
  SaidWords,
} from "../../answers/results.ts";
import { type Alarm, Alarms, Tagged } from "../../answers/site.ts";
import type { Api, Parameters } from "../api.ts";
import { printFilter } from "../view.ts";
import { createResource, type Fetched } from "./resource.ts";
import type { Route } from "./route.ts";

type Loaded<Value> = ReadonlySignal<Fetched<Value>>;
type DriversAnswer = { figure: string | null; n: number; drivers: Driver[] };

/** How a table of groups is sorted. */
export type GroupSort = "figure" | "n" | "value" | "cases";

/** The figures of what is looked at. */
export interface Figures {
  results: Loaded<Results>;
  followUp: Loaded<FollowUp>;
  drivers: Loaded<DriversAnswer>;
  words: Loaded<SaidWords>;
  alarms: Loaded<{ alarms: Alarm[] }>;
  questions: Loaded<{ questions: QuestionLabels[] }>;
  /** Id of the question that trend, distribution, groups and reasons are about; empty if none has a figure. */
  focus: ReadonlySignal<string>;
  /** Ids of all questions with a main figure. */
  scored: ReadonlySignal<readonly string[]>;
  sort: Signal<{ by: GroupSort; down: boolean }>;
  search: Signal<string>;
  band: Signal<Band | "">;
  /** The question whose texts are shown; empty: the first. */
  textOf: Signal<string>;
  allDrivers: Signal<boolean>;
  /** Whether a dimension is being typed. */
  typing: Signal<boolean>;
  /** Record whose tags are being typed; empty: none. */
  tagging: Signal<string>;
  /** When the figures shown arrived. */
  at: ReadonlySignal<Date | undefined>;
  /** How long the last fetching took, in milliseconds. */
  took(): number;
  /** Fetches all again. */
  reload(): Promise<void>;
  /** Lets go of everything, for whoever comes next may see less. */
  forget(): void;
  /** Names a record's tags anew, separated by commas. */
  tag(record: string, tags: string): Promise<boolean>;
}

export function createFigures(
  api: Api,
  route: Route,
  { isOn, now, onTagFault }: { isOn: ReadonlySignal<boolean>; now(): Date; onTagFault(error: unknown): void },
): Figures {
  const results = createResource<Results>();
  const followUp = createResource<FollowUp>();
  const drivers = createResource<DriversAnswer>();
  const words = createResource<SaidWords>();
  const alarms = createResource<{ alarms: Alarm[] }>();
  const questions = createResource<{ questions: QuestionLabels[] }>();
  const at = signal<Date | undefined>(undefined);
  let took = 0;

  const scored = computed(() =>
    Object.entries(results.state.value.value?.questions ?? {}).flatMap(([id, { type }]) =>
      hasFigure(type) ? [id] : [],
    ),
  );
  const focus = computed(() => {
    const wanted = route.view.value.question;
    return scored.value.find((id) => id === wanted) ?? scored.value[0] ?? "";
  });
  const places = computed(() => ({
    site: route.site.value?.key ?? "",
    survey: route.survey.value?.id ?? "",
  }));
  /** As a text, so that only what matters makes them be fetched. */
  const place = computed(() => JSON.stringify(places.value));
  const asked = computed(
    (): { survey: string; common: Parameters; by: string; step: string; count: string } => {
      const { filters, by, step, count } = route.view.value;
      const { from, to } = route.range.value;
      return {
        survey: encodeURIComponent(places.value.survey),
        common: { key: places.value.site, from, to, filter: filters.map(printFilter) },
        by,
        step,
        count,
      };
    },
  );
  const query = computed(() => JSON.stringify(asked.value));

  const loadReasons = async () => {
    const { survey, common } = asked.peek();
    const question = focus.peek();
    const type = results.state.peek().value?.questions[question]?.type ?? "";
    // A mean has no sides that could be compared.
    if (!hasFigure(type) || figureKindOf(type) === "mean") {
      drivers.clear();
      words.clear();
      return;
    }
    await Promise.all([
      drivers.load((stop) => api.get(Drivers, `v1/surveys/${survey}/drivers`, { ...common, question }, stop)),
      words.load((stop) =>
        api.get(SaidWords, `v1/surveys/${survey}/words`, { ...common, score: question }, stop),
      ),
    ]);
  };
  const load = async (afresh: boolean) => {
    const { survey, common, by, step, count } = asked.peek();
    if (!places.peek().survey) return results.clear();
    const start = now().getTime();
    await results.load(
      (stop) =>
        api.get(
          Results,
          `v1/surveys/${survey}/results`,
          { ...common, by, step, count, compare: "previous", ...(step === "day" ? { average: "7" } : {}) },
          stop,
        ),
      afresh,
    );
    if (results.state.peek().busy) return;
    const { filter, ...period } = common;
    const { key } = period;
    await Promise.all([
      followUp.load(
        (stop) =>
          api.get(FollowUp, "v1/followup", { ...period, filter, survey: places.peek().survey, by }, stop),
        afresh,
      ),
      alarms.load((stop) => api.get(Alarms, "v1/alarms", { key }, stop)),
      loadReasons(),
    ]);
    const end = now();
    took = end.getTime() - start;
    if (!results.state.peek().fault) at.value = end;
  };

  let lastPlace = "";
  effect(() => {
    void query.value;
    if (!isOn.value) return;
    const afresh = place.value !== lastPlace;
    lastPlace = place.value;
    void load(afresh);
  });
  effect(() => {
    const { site, survey } = places.value;
    if (!isOn.value || !survey) return;
    void questions.load(
      (stop) => api.get(Questions, `v1/surveys/${encodeURIComponent(survey)}/questions`, { key: site }, stop),
      true,
    );
  });
  let lastFocus = "";
  effect(() => {
    const id = focus.value;
    // The first is fetched with the figures that tell which it is.
    if (isOn.value && lastFocus && id !== lastFocus) void loadReasons();
    lastFocus = id;
  });

  return {
    results: results.state,
    followUp: followUp.state,
    drivers: drivers.state,
    words: words.state,
    alarms: alarms.state,
    questions: questions.state,
    focus,
    scored,
    sort: signal({ by: "figure", down: true }),
    search: signal(""),
    band: signal(""),
    textOf: signal(""),
    allDrivers: signal(false),
    typing: signal(false),
    tagging: signal(""),
    at,
    took: () => took,
    reload: () => load(false),
    forget() {
      for (const one of [results, followUp, drivers, words, alarms, questions]) one.clear();
      at.value = undefined;
    },
    async tag(record, text) {
      const tags = text.split(/[,，、]/).flatMap((tag) => tag.trim() || []);
      try {
        await api.send(
          Tagged,
          "PATCH",
          `v1/records/${encodeURIComponent(record)}`,
          { key: places.peek().site },
          { body: { tags } },
        );
      } catch (error) {
        onTagFault(error);
        return false;
      }
      await load(false);
      return true;
    },
  };
}
