import { plainProps } from "../../loader/plain-props.ts";
import type { Visitor } from "../../loader/visitor.ts";
import type { Delays, Due } from "./trigger.ts";

/** Events that wait on one device, at most: of more, those that came first stay. */
const MAX_DELAYED = 50;

/** Keeps the events that wait in the visitor's memory, all of one task in one step. */
export function createDelays(visitor: Visitor, now: () => number = Date.now): Delays {
  /** What the memory does not have yet, and with it what it is being given. */
  const changes = new Map<string, Due | undefined>();
  let writing = false;

  async function write(): Promise<void> {
    writing = false;
    const these = [...changes];
    await visitor.change((row) => {
      const due = row.due ?? {};
      for (const key of Object.keys(due)) if (!((due[key]?.until ?? 0) >= now())) delete due[key];
      for (const [key, one] of these) {
        delete due[key];
        if (one && Object.keys(due).length < MAX_DELAYED) due[key] = one;
      }
      row.due = due;
    });
    for (const [key, one] of these) if (changes.get(key) === one) changes.delete(key);
  }

  return {
    get(key) {
      const due = changes.has(key) ? changes.get(key) : visitor.row().due?.[key];
      return due && due.until >= now() ? due : undefined;
    },
    set(key, due) {
      changes.set(key, due && { ...due, props: plainProps(due.props) });
      if (!writing) void Promise.resolve().then(write);
      writing = true;
    },
  };
}
