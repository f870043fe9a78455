import { connect } from "node:net";
import { afterEach, expect, it } from "vitest";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";

let collector: TestCollector;
afterEach(() => collector.close());

it("cuts off who takes longer than 15 seconds over the headers", async () => {
  collector = await startTestCollector();
  const { hostname, port } = new URL(collector.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  const began = performance.now();
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.write("POST /v1/batches HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  await ended;
  const took = performance.now() - began;
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(took).toBeGreaterThan(14_000);
  expect(took).toBeLessThan(25_000);
});
