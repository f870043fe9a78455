import type { Survey, Trigger } from "../../manifest/schema.ts";

/** What makes a survey show. A tab is its own trigger: without others it stands from the start. */
export function triggersOf({ triggers, display }: Survey): readonly Trigger[] {
  return triggers || (display?.as === "tab" ? [{ on: "load" }] : []);
}
