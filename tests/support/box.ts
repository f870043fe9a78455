import type { Locator } from "playwright-core";
import { animationsOver } from "./animationsOver.ts";

/** Where something is on the page, in px to the hundredth. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where something is once it has stopped moving; layouts count in parts of a pixel, which no eye sees. */
export async function boxOf(locator: Locator): Promise<Box> {
  await animationsOver(locator);
  const box = await locator.boundingBox();
  if (!box) throw new Error(`${locator} is not to be seen.`);
  const round = (px: number) => Math.round(px * 100) / 100;
  return { x: round(box.x), y: round(box.y), width: round(box.width), height: round(box.height) };
}
