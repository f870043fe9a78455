import type { AnswerContext, Counter } from "./counter.ts";

const LATEST = 50;

/** Verbatims: the latest, newest first, each with the record's other answers and tags. */
export function countText(question: string): Counter {
  const latest: { text: string; context: AnswerContext }[] = [];
  return {
    add(answer, context) {
      if (typeof answer !== "string" || !answer.trim()) return false;
      latest.push({ text: answer, context });
      if (latest.length > LATEST) latest.shift();
      return true;
    },
    figures: () => ({
      latest: [...latest].reverse().map(({ text, context: { record, at, answers, tags } }) => {
        const { [question]: _text, ...others } = answers;
        return { record, at, text, answers: others, tags: [...tags] };
      }),
    }),
  };
}

/** Numbers: mean, median and range. */
export function countNumbers(): Counter {
  const values: number[] = [];
  return {
    add: (answer) => typeof answer === "number" && values.push(answer) > 0,
    figures() {
      const sorted = [...values].sort((a, b) => a - b);
      const middle = sorted.length / 2;
      const low = sorted[Math.ceil(middle) - 1] ?? null;
      const high = sorted[Math.floor(middle)] ?? null;
      return {
        mean: values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null,
        median: low === null || high === null ? null : (low + high) / 2,
        min: sorted[0] ?? null,
        max: sorted[sorted.length - 1] ?? null,
      };
    },
  };
}

/** Dates: the range. */
export function countDates(): Counter {
  let min: string | null = null;
  let max: string | null = null;
  return {
    add(answer) {
      if (typeof answer !== "string" || !/^\d{4}-\d\d-\d\d$/.test(answer)) return false;
      if (min === null || answer < min) min = answer;
      if (max === null || answer > max) max = answer;
      return true;
    },
    figures: () => ({ min, max }),
  };
}

/** Contact details and plain consent: how many agreed. */
export function countConsents(): Counter {
  let consented = 0;
  return {
    add(answer) {
      const given = typeof answer === "boolean" || (typeof answer === "object" && !Array.isArray(answer));
      if (
        given &&
        (answer === true || (typeof answer === "object" && "consent" in answer && answer.consent === true))
      )
        consented += 1;
      return given;
    },
    figures: () => ({ consented }),
  };
}

/** What cannot be answered, or is asked in a way that is unknown here. */
export function countNothing(): Counter {
  return { add: () => false, figures: () => ({}) };
}
