import { Hono } from "hono";
import type { Collector } from "../collector.ts";
export function recordRoutes(_collector: Collector): Hono {
  return new Hono();
}
