import type { Manifest } from "../../widget/manifest/schema.ts";
import type { Assumptions } from "./assumptions.ts";
import { playVisitor } from "./visitor.ts";

/** What one survey came to. */
interface SimulatedSurvey {
  survey: string;
  showings: number;
  /** Visitors who saw it at least once. */
  people: number;
  /** Most showings to one visitor. */
  maxPerVisitor: number;
}

/** What a simulation came to. */
export interface Simulation {
  surveys: SimulatedSurvey[];
  /** Over all surveys: prompts, visitors who saw any, and the most that one of them saw. */
  all: SimulatedSurvey;
}

/**
 * Plays visitors on a manifest, by the rules that decide in the browser; no visitor is identified and every
 * device remembers its visitor.
 *
 * @param start - milliseconds since 1970, for `startAt` and `endAt`
 */
export function simulate(manifest: Manifest, assumptions: Assumptions, start: number): Simulation {
  const tally = (survey: string): SimulatedSurvey => ({ survey, showings: 0, people: 0, maxPerVisitor: 0 });
  const surveys = new Map(manifest.surveys.map(({ id }) => [id, tally(id)]));
  const all = tally("all");
  const count = (one: SimulatedSurvey, showings: number) => {
    one.showings += showings;
    one.people += 1;
    one.maxPerVisitor = Math.max(one.maxPerVisitor, showings);
  };
  const random = seededRandom(assumptions.seed);
  for (let index = 0; index < assumptions.visitors; index++) {
    const seen = new Map<string, number>();
    // Each visitor by a seed of its own: one who sees more prompts must not change the visits of the next.
    const own = seededRandom(Math.floor(random() * 2 ** 32));
    playVisitor(manifest, assumptions, {
      id: `visitor-${assumptions.seed}-${index}`,
      start,
      random: own,
      shown: ({ id }) => seen.set(id, (seen.get(id) ?? 0) + 1),
    });
    for (const [id, showings] of seen) {
      const one = surveys.get(id);
      if (one) count(one, showings);
    }
    const total = [...seen.values()].reduce((sum, showings) => sum + showings, 0);
    if (total) count(all, total);
  }
  return { surveys: [...surveys.values()], all };
}

/**
 * Random numbers from 0 (inclusive) to 1 (exclusive) that are the same for the same seed: mulberry32, by
 * Tommy Ettinger. Not for secrets.
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
