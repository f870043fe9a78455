import type { Trigger } from "../../manifest/schema.ts";
import { armClick } from "./click.ts";
import { armEvent } from "./event.ts";
import { armLoad } from "./load.ts";
import type { Arm, Fire, Moments } from "./trigger.ts";

const ARMS: { [Kind in Trigger["on"]]?: Arm<never> } = { load: armLoad, click: armClick, event: armEvent };

/** Starts to listen for a trigger; returns the function that stops it. */
export function arm(trigger: Trigger, fire: Fire, moments: Moments): () => void {
  return ARMS[trigger.on]?.(trigger as never, fire, moments) ?? (() => {});
}
