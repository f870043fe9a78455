import type { Trigger } from "../../manifest/schema.ts";
import { armClick } from "./click.ts";
import { armCount } from "./count.ts";
import { armEvent } from "./event.ts";
import { armExit } from "./exit.ts";
import { armIdle } from "./idle.ts";
import { armLoad } from "./load.ts";
import { armScroll } from "./scroll.ts";
import type { Arm, TriggerOf } from "./trigger.ts";
import { armVisible } from "./visible.ts";

const ARMS: { [Kind in Trigger["on"]]: Arm<TriggerOf<Kind>> } = {
  load: armLoad,
  scroll: armScroll,
  exit: armExit,
  click: armClick,
  visible: armVisible,
  idle: armIdle,
  event: armEvent,
  page: armCount,
  visit: armCount,
};

/** Starts to listen for a trigger; returns the function that stops it. */
export const arm: Arm<Trigger> = (trigger, fire, moments, key) =>
  (ARMS[trigger.on] as Arm<Trigger>)(trigger, fire, moments, key);
