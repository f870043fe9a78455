import * as z from "zod/mini";

const Total = z.object({ bytes: z.number(), requests: z.number() });

/** What one visit of one page has cost; milliseconds, of processor time of the page's main thread where not said otherwise. */
export const VisitFigures = z.object({
  /** Until the trigger: script, all tasks, and the longest of them. */
  before: z.object({ script: z.number(), work: z.number(), longest: z.number() }),
  /**
   * From the trigger until the prompt has come to rest: all tasks, the longest of them, and both by the clock. `sight`
   * is the time on the clock from the trigger to a frame with the prompt.
   */
  showing: z.object({
    sight: z.number(),
    work: z.number(),
    longest: z.number(),
    workByClock: z.number(),
    longestByClock: z.number(),
  }),
  /** Sum of the browser's layout shifts without input of a user: with the prompt, and after an answer by script. */
  shift: z.object({ shown: z.number(), answered: z.number() }),
  /** Bytes of JavaScript's memory with the prompt, after a collection of garbage. */
  heap: z.number(),
  /** Answers of servers without the page itself, until the prompt was seen and until the visit's end. */
  toPrompt: Total,
  inAll: Total,
  transfers: z.array(
    z.object({
      url: z.string(),
      /** On the wire, with headers. */
      bytes: z.number(),
      /** Milliseconds of the browser's monotonic clock; absent while there is no answer. */
      finished: z.optional(z.number()),
    }),
  ),
});
export type VisitFigures = z.infer<typeof VisitFigures>;
export type Transfer = VisitFigures["transfers"][number];

/** A visit with more and more of something. */
export const GrowthVisit = z.object({
  series: z.enum(["surveys", "rows", "nodes"]),
  size: z.number(),
  run: z.number(),
  /** As in {@link VisitFigures}. */
  before: z.number(),
  showing: z.number(),
});
export type GrowthVisit = z.infer<typeof GrowthVisit>;
export type GrowthSeries = GrowthVisit["series"];

/** What a run of the comparison leaves: all that was measured, and where. */
export const Results = z.object({
  /** Such as `2026-11-28`. */
  date: z.string(),
  /** Versions of the widget, the browser and the packages. */
  versions: z.record(z.string(), z.string()),
  machine: z.object({
    processor: z.string(),
    cores: z.number(),
    /** Average number of processes that wanted a core in the last minute: before and after. */
    load: z.tuple([z.number(), z.number()]),
  }),
  comparison: z.array(
    z.object({ contender: z.string(), rate: z.number(), run: z.number(), figures: VisitFigures }),
  ),
  growth: z.array(GrowthVisit),
});
export type Results = z.infer<typeof Results>;
