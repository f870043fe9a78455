import { Hono } from "hono";
import type { Collector } from "../collector.ts";
export function resultRoutes(_collector: Collector): Hono {
  return new Hono();
}
