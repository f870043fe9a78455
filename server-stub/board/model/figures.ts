import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Band, figureKindOf, hasFigure } from "../../../widget/manifest/question-types.ts";
import { FollowUp } from "../../answers/cases.ts";
import { Drivers, Questions, Results, SaidWords } from "../../answers/results.ts";
import { Alarms, Tagged } from "../../answers/site.ts";
import type { Api } from "../api.ts";
import type { GroupOrder } from "../groups.ts";
import { serializeFilter } from "../view.ts";
import { createResource, type Fetched, loadOnChange } from "./resource.ts";
import type { Route } from "./route.ts";

type Loaded<Value> = ReadonlySignal<Fetched<Value>>;

/** The figures of what is looked at. */
export interface FiguresModel {
  results: Loaded<Results>;
  followUp: Loaded<FollowUp>;
  drivers: Loaded<Drivers>;
  words: Loaded<SaidWords>;
  alarms: Loaded<Alarms>;
  questions: Loaded<Questions>;
  /** Id of the question that trend, distribution, groups and reasons are about; empty if none has a figure. */
  focus: ReadonlySignal<string>;
  /** Ids of all questions with a main figure. */
  scored: ReadonlySignal<readonly string[]>;
  order: Signal<GroupOrder>;
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
  /** Forgets everything, since another person may see less. */
  forget(): void;
  /**
   * Names a record's tags anew.
   *
   * @param text - tags, separated by commas
   * @returns whether they were kept
   */
  tag(record: string, text: string): Promise<boolean>;
}

/** What the model of figures needs of the board. */
interface FiguresContext {
  isOn: ReadonlySignal<boolean>;
  now(): Date;
  onFault(error: unknown): void;
}

export function createFigures(api: Api, route: Route, { isOn, now, onFault }: FiguresContext): FiguresModel {
  const results = createResource<Results>();
  const followUp = createResource<FollowUp>();
  const drivers = createResource<Drivers>();
  const words = createResource<SaidWords>();
  const alarms = createResource<Alarms>();
  const questions = createResource<Questions>();
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
  const place = computed(() => ({
    site: route.site.value?.key ?? "",
    survey: route.survey.value?.id ?? "",
  }));
  const asked = computed(() => {
    const { filters, by, step, count } = route.view.value;
    const { from, to } = route.range.value;
    const { site, survey } = place.value;
    const common = { key: site, from, to, filter: filters.map(serializeFilter) };
    return { path: `v1/surveys/${encodeURIComponent(survey)}`, common, by, step, count };
  });

  const loadReasons = async () => {
    const { path, common } = asked.peek();
    const question = focus.peek();
    const type = results.state.peek().value?.questions[question]?.type ?? "";
    // A mean has no sides that could be compared.
    if (!hasFigure(type) || figureKindOf(type) === "mean") {
      drivers.clear();
      words.clear();
      return;
    }
    await Promise.all([
      drivers.load((stop) => api.get(Drivers, `${path}/drivers`, { ...common, question }, stop)),
      words.load((stop) => api.get(SaidWords, `${path}/words`, { ...common, score: question }, stop)),
    ]);
  };
  const load = async (isOther: boolean) => {
    const { path, common, by, step, count } = asked.peek();
    const { site, survey } = place.peek();
    if (!survey) return results.clear();
    const start = now().getTime();
    const average = step === "day" ? { average: "7" } : {};
    const parameters = { ...common, by, step, count, compare: "previous", ...average };
    await results.load((stop) => api.get(Results, `${path}/results`, parameters, stop), isOther);
    // Other figures are under way, and bring the rest along.
    if (results.state.peek().busy) return;
    await Promise.all([
      followUp.load((stop) => api.get(FollowUp, "v1/followup", { ...common, survey, by }, stop), isOther),
      alarms.load((stop) => api.get(Alarms, "v1/alarms", { key: site }, stop)),
      loadReasons(),
    ]);
    const end = now();
    took = end.getTime() - start;
    if (!results.state.peek().fault) at.value = end;
  };

  const query = computed(() => JSON.stringify(asked.value));
  const subject = computed(() => JSON.stringify(place.value));
  loadOnChange({ isOn, query, subject }, (isOther) => void load(isOther));
  loadOnChange({ isOn, query: subject }, () => {
    const { site, survey } = place.peek();
    const { path } = asked.peek();
    if (survey)
      void questions.load((stop) => api.get(Questions, `${path}/questions`, { key: site }, stop), true);
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
    order: signal({ by: "figure", down: true }),
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
      for (const resource of [results, followUp, drivers, words, alarms, questions]) resource.clear();
      at.value = undefined;
    },
    async tag(record, text) {
      const tags = text.split(/[,，、]/).flatMap((tag) => tag.trim() || []);
      const target = {
        path: `v1/records/${encodeURIComponent(record)}`,
        parameters: { key: place.peek().site },
      };
      try {
        await api.send(Tagged, "PATCH", target, { body: { tags } });
      } catch (error) {
        onFault(error);
        return false;
      }
      await load(false);
      return true;
    },
  };
}
