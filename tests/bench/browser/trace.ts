import * as z from "zod/mini";

const TraceFile = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      cat: z.string(),
      pid: z.number(),
      tid: z.number(),
      /** Microseconds of the browser's monotonic clock. */
      ts: z.number(),
      /** Microseconds by the clock, and of processor time. */
      dur: z.optional(z.number()),
      tdur: z.optional(z.number()),
    }),
  ),
});

/** What Chromium has to note for {@link readTrace}. */
export const TRACE_CATEGORIES = [
  "blink.user_timing",
  "devtools.timeline",
  "disabled-by-default-devtools.timeline",
  "toplevel",
  "v8",
];

/** Events in which script is compiled or runs, as Chromium names them. */
const SCRIPT =
  /^(EvaluateScript|FunctionCall|RunMicrotasks|TimerFire|FireIdleCallback|FireAnimationFrame|EventDispatch|v8\.(compile\w*|evaluateModule|callFunction|run)|BlinkScheduler_PerformMicrotaskCheckpoint)$/;

/** A task of a page's main thread, or a part of one, in milliseconds. */
export interface Span {
  /** By the browser's monotonic clock. */
  start: number;
  /** By the clock on the wall. */
  wall: number;
  /** Of the thread's own processor time: other work on the machine does not count. */
  cpu: number;
}

/** What the main thread of a page did. */
export interface Trace {
  tasks: Span[];
  /** The parts of tasks in which script ran; none lies in another. */
  scripts: Span[];
  /** Times of `performance.mark`, by name. */
  marks: ReadonlyMap<string, number>;
}

/**
 * Reads a trace of Chromium.
 *
 * @param json - the file's text
 * @param mark - a mark that the page has set, by which its thread is known
 * @throws an error where the page has not set the mark
 */
export function readTrace(json: string, mark: string): Trace {
  const { traceEvents } = TraceFile.parse(JSON.parse(json));
  const marked = traceEvents.find(({ name, cat }) => name === mark && cat.includes("blink.user_timing"));
  if (!marked) throw new Error(`The page has not set the mark ${mark}.`);
  const own = traceEvents.filter(({ pid, tid }) => pid === marked.pid && tid === marked.tid);
  const spansOf = (wanted: (name: string) => boolean): Span[] =>
    own
      .filter(({ name, dur }) => dur !== undefined && wanted(name))
      .map(({ ts, dur = 0, tdur = 0 }) => ({ start: ts / 1_000, wall: dur / 1_000, cpu: tdur / 1_000 }));
  const marks = own.filter(({ cat }) => cat.includes("blink.user_timing"));
  return {
    tasks: spansOf((name) => name === "RunTask"),
    scripts: outermost(spansOf((name) => SCRIPT.test(name))),
    marks: new Map(marks.map(({ name, ts }) => [name, ts / 1_000])),
  };
}

/** Leaves out what lies in another of them. */
function outermost(spans: readonly Span[]): Span[] {
  let end = Number.NEGATIVE_INFINITY;
  return [...spans]
    .sort((one, other) => one.start - other.start || other.wall - one.wall)
    .filter(({ start, wall }) => {
      if (start < end) return false;
      end = start + wall;
      return true;
    });
}

/** Those that ran between two times; one that was running at the first of them is among them. */
export const spansBetween = (spans: readonly Span[], from: number, to: number): Span[] =>
  spans.filter(({ start, wall }) => start + wall > from && start < to);

/** Those that had ended by a time. */
export const spansBefore = (spans: readonly Span[], time: number): Span[] =>
  spans.filter(({ start, wall }) => start + wall <= time);
