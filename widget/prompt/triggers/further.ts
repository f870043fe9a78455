import { onPage } from "../../loader/on-page.ts";
import type { Trigger } from "../../manifest/schema.ts";
import type { CommonKind } from "./common.ts";
import { armExit, watchExit } from "./exit.ts";
import { armIdle, watchActivity } from "./idle.ts";
import { watchRoots } from "./roots.ts";
import { armScroll, watchScroll, watchShort } from "./scroll.ts";
import { share } from "./shared.ts";
import type { Arm, Fire, FurtherMoments, TriggerOf } from "./trigger.ts";
import { armVisible } from "./visible.ts";

type FurtherKind = Exclude<Trigger["on"], CommonKind>;

const ARMS: { [Kind in FurtherKind]: Arm<TriggerOf<Kind>, FurtherMoments> } = {
  scroll: armScroll,
  exit: armExit,
  visible: armVisible,
  idle: armIdle,
};

/** Arms triggers of the further kinds; all of a kind share one listener. */
export function createFurtherTriggers(): (trigger: Trigger, fire: Fire, key: string) => () => void {
  const moments: FurtherMoments = {
    onVisibility: share((tell) => onPage(["visibilitychange"], () => tell())),
    onActivity: watchActivity(),
    onRoots: watchRoots(),
    onExit: watchExit(),
    onScroll: watchScroll(),
    onShort: watchShort(),
  };
  return (trigger, fire, key) =>
    (ARMS[trigger.on as FurtherKind] as Arm<Trigger, FurtherMoments>)(trigger, fire, moments, key);
}
