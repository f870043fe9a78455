import { describe, expect, it, vi } from "vitest";
import { createRateLimit } from "../../../server-stub/http/rate.ts";
import { startTestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

describe("the rate limit", () => {
  it("counts each name by itself and begins anew after a minute", async () => {
    vi.useFakeTimers();
    try {
      const rate = createRateLimit();
      expect([await rate.take("a", 2), await rate.take("a", 2), await rate.take("b", 2)]).toEqual([0, 0, 0]);
      expect(await rate.look("a", 2)).toBe(60);
      vi.advanceTimersByTime(15_000);
      expect(await rate.take("a", 2)).toBe(45);
      expect(await rate.take("b", 2)).toBe(0);
      vi.advanceTimersByTime(45_000);
      expect([await rate.look("a", 2), await rate.take("a", 2)]).toEqual([0, 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(["perAddress", "perKey"])(
    "%s answers 429 with Retry-After, readable by the page",
    async (which) => {
      const collector = await startTestCollector({
        config: {
          sites: [{ key: "pk_shop", origins: ["https://shop.example"], manifest: "./surveys.json" }],
          limits: { [which]: 2 },
        },
      });
      const send = () =>
        fetch(`${collector.url}/v1/batches`, {
          method: "POST",
          headers: { Origin: "https://shop.example" },
          body: JSON.stringify({ v: 1, sentAt: new Date().toISOString(), records: [aRecord()] }),
        });
      expect([(await send()).status, (await send()).status]).toEqual([200, 200]);
      const refused = await send();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(refused.headers.get("access-control-allow-origin")).toBe("https://shop.example");
      expect(refused.headers.get("access-control-expose-headers")).toContain("Retry-After");
      const seconds = Number(refused.headers.get("retry-after"));
      const problem = { status: 429, code: "too_many_requests", retryAfterMs: seconds * 1000 };
      expect(await refused.json()).toMatchObject(problem);
      await collector.close();
    },
  );

  it("counts the address that a trusted proxy names, and believes nobody else", async () => {
    const from = (address: string) => ({ headers: { "X-Forwarded-For": address } });
    const site = { key: "pk_shop", manifest: "./surveys.json" };
    const outcomes = async (trustProxy: string[]) => {
      const collector = await startTestCollector({
        config: { sites: [site], limits: { perAddress: 1 }, trustProxy },
      });
      const body = () => JSON.stringify({ v: 1, sentAt: new Date().toISOString(), records: [aRecord()] });
      const statuses: number[] = [];
      for (const address of ["203.0.113.1", "203.0.113.2", "198.51.100.9, 203.0.113.1"])
        statuses.push(
          (await fetch(`${collector.url}/v1/batches`, { method: "POST", body: body(), ...from(address) }))
            .status,
        );
      await collector.close();
      return statuses;
    };
    expect(await outcomes(["127.0.0.1"])).toEqual([200, 200, 429]);
    expect(await outcomes(["::1", "127.0.0.0/8"])).toEqual([200, 200, 429]);
    expect(await outcomes(["10.0.0.0/8"])).toEqual([200, 429, 429]);
    expect(await outcomes([])).toEqual([200, 429, 429]);
  });

  it("takes all addresses of an IPv6 network for one", async () => {
    const collector = await startTestCollector({
      config: {
        sites: [{ key: "pk_shop", manifest: "./surveys.json" }],
        limits: { perAddress: 1 },
        trustProxy: ["127.0.0.1"],
      },
    });
    const statuses: number[] = [];
    for (const address of [
      "2001:db8::1",
      "2001:db8:0:0:ffff::",
      "2001:db8:0:1::1",
      "::ffff:203.0.113.9",
      "nonsense",
    ]) {
      const body = JSON.stringify({ v: 1, sentAt: new Date().toISOString(), records: [aRecord()] });
      const headers = { "X-Forwarded-For": address };
      statuses.push((await fetch(`${collector.url}/v1/batches`, { method: "POST", body, headers })).status);
    }
    await collector.close();
    expect(statuses).toEqual([200, 429, 200, 200, 200]);
  });
});
