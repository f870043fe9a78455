import { CASE_STATUSES } from "../answers/cases.ts";
import { COUNTS, type Count } from "../answers/results.ts";

export const PAGES = ["figures", "calls", "admin"] as const;
export type PageName = (typeof PAGES)[number];
export const PERIODS = ["7", "30", "90", "month", "own"] as const;
type PeriodName = (typeof PERIODS)[number];
export const STEPS = ["day", "week"] as const;
type Step = (typeof STEPS)[number];
/** Which cases are listed: those that wait for a call, those of one status, or all. */
export const CASE_LISTS = ["waiting", ...CASE_STATUSES, "all"] as const;
type CaseList = (typeof CASE_LISTS)[number];

/** A value that a dimension must have. */
export interface Filter {
  name: string;
  value: string;
}

/** What is looked at; the whole of it stands in the address, so that it can be shared and gone back from. */
export interface View {
  page: PageName;
  /** Key of the site; empty: the first. */
  site: string;
  /** Empty: the first. */
  survey: string;
  period: PeriodName;
  /** First and last day of a period of one's own, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** Dimension that figures are grouped by; empty: none. */
  by: string;
  filters: readonly Filter[];
  /** The question in focus; empty: the first with a figure. */
  question: string;
  step: Step;
  count: Count;
  cases: CaseList;
  /** Only cases of who is logged in. */
  mine: boolean;
  /** Id of the case that is open; empty: none. */
  open: string;
}

export const FIRST_VIEW: View = {
  page: "figures",
  site: "",
  survey: "",
  period: "30",
  from: "",
  to: "",
  by: "",
  filters: [],
  question: "",
  step: "day",
  count: "records",
  cases: "waiting",
  mine: false,
  open: "",
};

/** Reads a view from the query of an address; what is missing or makes no sense is as at first. */
export function readView(search: string): View {
  const given = new URLSearchParams(search);
  const text = (name: string) => given.get(name) ?? "";
  const oneOf = <Word extends string>(name: string, words: readonly Word[], fallback: Word) =>
    words.find((word) => word === given.get(name)) ?? fallback;
  const day = (name: string) => (isDay(text(name)) ? text(name) : "");
  const period = oneOf("period", PERIODS, FIRST_VIEW.period);
  const [from, to] = [day("from"), day("to")];
  return {
    page: oneOf("page", PAGES, FIRST_VIEW.page),
    site: text("site"),
    survey: text("survey"),
    period: period === "own" && !(from && to && from <= to) ? FIRST_VIEW.period : period,
    from,
    to,
    by: text("by"),
    filters: given.getAll("filter").flatMap((filter) => {
      const colon = filter.indexOf(":");
      return colon < 1 ? [] : [{ name: filter.slice(0, colon), value: filter.slice(colon + 1) }];
    }),
    question: text("question"),
    step: oneOf("step", STEPS, FIRST_VIEW.step),
    count: oneOf("count", COUNTS, FIRST_VIEW.count),
    cases: oneOf("cases", CASE_LISTS, FIRST_VIEW.cases),
    mine: given.get("mine") === "1",
    open: text("case"),
  };
}

/** The query of an address, with its question mark; only what differs from the first view. */
export function serializeView(view: View): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string, usual = "") => {
    if (value !== usual) query.set(name, value);
  };
  put("page", view.page, FIRST_VIEW.page);
  put("site", view.site);
  put("survey", view.survey);
  put("period", view.period, FIRST_VIEW.period);
  if (view.period === "own") {
    put("from", view.from);
    put("to", view.to);
  }
  put("by", view.by);
  for (const filter of view.filters) query.append("filter", serializeFilter(filter));
  put("question", view.question);
  put("step", view.step, FIRST_VIEW.step);
  put("count", view.count, FIRST_VIEW.count);
  put("cases", view.cases, FIRST_VIEW.cases);
  put("mine", view.mine ? "1" : "");
  put("case", view.open);
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** A filter as results take it. */
export function serializeFilter({ name, value }: Filter): string {
  return `${name}:${value}`;
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
