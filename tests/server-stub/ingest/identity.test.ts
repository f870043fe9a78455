import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyIdentity } from "../../../server-stub/ingest/identity.ts";
import { startTestCollector, type TestCollector } from "../../support/collector.ts";
import { runAskling } from "../../support/collectorCli.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const shownAt = new Date("2026-11-22T10:00:00Z");
const times = { shownAt, receivedAt: shownAt };
const later = shownAt.getTime() / 1000 + 3600;
const sign = (id: string, expires: number, secret = "new") =>
  createHmac("sha256", secret).update(`${id}\n${expires}`).digest("hex");

describe("a claimed identity", () => {
  it.each([
    ["none", undefined],
    ["none", { traits: { plan: "pro" } }],
    ["unsigned", { id: "u-7" }],
    ["verified", { id: "u-7", expires: later, signature: sign("u-7", later) }],
    ["verified", { id: "u-7", expires: later, signature: sign("u-7", later).toUpperCase() }],
    ["verified", { id: "u-7", expires: later, signature: sign("u-7", later, "old") }],
    ["invalid", { id: "u-8", expires: later, signature: sign("u-7", later) }],
    ["invalid", { id: "u-7", expires: later + 1, signature: sign("u-7", later) }],
    ["invalid", { id: "u-7", expires: later - 7200, signature: sign("u-7", later - 7200) }],
    ["invalid", { id: "u-7", signature: sign("u-7", later) }],
    ["invalid", { id: "u-7", expires: later, signature: "" }],
    ["invalid", { id: "u-7", expires: later, signature: sign("u-7", later, "other") }],
    ["verified", { id: "u-7", expires: String(later), signature: sign("u-7", later) }],
    ["invalid", { id: "u-7", expires: "tomorrow", signature: sign("u-7", later) }],
    ["invalid", { id: "u-7", expires: later, signature: 5 }],
    ["unsigned", { id: "u-7", expires: null, signature: null }],
    ["none", { id: "", expires: later, signature: sign("", later) }],
  ])("is %s for %o", (verdict, user) => {
    expect(verifyIdentity(user, { secrets: ["new", "old"], requireSignature: false }, times)).toBe(verdict);
  });

  it("without signature counts as none where the site requires one", () => {
    expect(verifyIdentity({ id: "u-7" }, { secrets: ["new"], requireSignature: true }, times)).toBe(
      "invalid",
    );
  });

  it("cannot be verified without a secret", () => {
    const user = { id: "u-7", expires: later, signature: sign("u-7", later, "") };
    expect(verifyIdentity(user, { secrets: [], requireSignature: false }, times)).toBe("unsigned");
  });
});

it("an invalid signature loses the identity, never the answer, and no signature is kept", async () => {
  const collector = await startTestCollector({
    config: { sites: [{ key: "pk_shop", secret: "new", manifest: "./surveys.json" }] },
  });
  const expires = Math.round(Date.now() / 1000) + 3600;
  const user = { id: "u-7", traits: { plan: "pro" }, expires };
  const right = aRecord({ user: { ...user, signature: sign("u-7", expires) } });
  const wrong = aRecord({ user: { ...user, signature: sign("u-8", expires) } });
  const odd = aRecord({ user: { ...user, signature: ["no", { text: true }], expires: {} } });
  await collector.post([right, wrong, odd]);
  const { records } = await (await collector.get("/v1/surveys/order-nps/records")).json();
  const find = (id: string) => records.find((one: { id: string }) => one.id === id);
  expect(find(right.id)).toMatchObject({ verified: true, user: { id: "u-7", traits: { plan: "pro" } } });
  expect(find(wrong.id)).toMatchObject({ verified: false, identity: "invalid", answers: { score: 9 } });
  expect(find(wrong.id)).not.toHaveProperty("user");
  expect(find(odd.id)).toMatchObject({ verified: false, identity: "invalid", answers: { score: 9 } });
  expect(JSON.stringify(records)).not.toContain("signature");
  await collector.close();
});

describe("a signature that has expired", () => {
  const DAY = 86_400_000;
  const NOW = Date.parse("2026-11-22T10:00:00.000Z");
  let collector: TestCollector;
  let time = NOW;
  beforeAll(async () => {
    collector = await startTestCollector({
      config: { sites: [{ key: "pk_shop", secret: "new", manifest: "./surveys.json" }] },
      now: () => new Date(time),
    });
  });
  beforeEach(() => {
    time = NOW;
  });
  afterAll(() => collector.close());

  const iso = (instant: number) => new Date(instant).toISOString();
  const signed = (expiresAt: number, parts: object = {}) => {
    const expires = expiresAt / 1000;
    return aRecord({ user: { id: "u-7", traits: {}, expires, signature: sign("u-7", expires) }, ...parts });
  };
  const kept = async ({ get }: TestCollector, id: string) => {
    const { records } = await (await get("/v1/surveys/order-nps/records")).json();
    return records.find((one: { id: string }) => one.id === id);
  };
  /** How a record is judged that comes in now. */
  const judged = async (record: { id: string; rev: number }, frame: object = {}) => {
    const answer = await (await collector.post([record], frame)).json();
    expect(answer.results).toEqual({ [record.id]: { status: "stored" } });
    const { identity, verified, user, answers } = await kept(collector, record.id);
    expect(answers).toEqual({ score: 9 });
    expect([verified, user?.id]).toEqual(identity === "verified" ? [true, "u-7"] : [false, undefined]);
    return identity;
  };

  it.each([
    [
      "shown before it, and received within the thirty days that a device keeps answers",
      -1,
      29.9,
      "verified",
    ],
    ["received to the second thirty days after it", -1, 30, "verified"],
    ["received later", -1, 30 + 1 / 86_400, "invalid"],
    ["received 400 days after it", -1, 400, "invalid"],
    ["shown just as it expired", 0, 1, "verified"],
    ["shown a second after it", 1 / 86_400, 1, "invalid"],
  ])("verifies by the collector's clock: %s", async (_case, shownAfter, receivedAfter, verdict) => {
    const expired = NOW - receivedAfter * DAY;
    expect(await judged(signed(expired, { shownAt: iso(expired + shownAfter * DAY) }))).toBe(verdict);
  });

  it("verifies nothing old by an age that a sender claims", async () => {
    expect(await judged(signed(NOW - 399 * DAY, { shownAt: iso(NOW), ageMs: 400 * DAY }))).toBe("invalid");
    expect(await judged(signed(NOW - 199 * DAY, { shownAt: iso(NOW), ageMs: 200 * DAY }))).toBe("invalid");
    expect(await judged(signed(NOW - 9 * DAY, { shownAt: iso(NOW), ageMs: 10 * DAY }))).toBe("verified");
  });

  it("verifies nothing old by a clock that a sender claims", async () => {
    const sentAt = iso(NOW - 400 * DAY);
    const old = () => signed(NOW - 399 * DAY, { shownAt: iso(NOW - 400 * DAY) });
    expect(await judged(old(), { sentAt })).toBe("invalid");
    expect(await judged(old())).toBe("invalid");
    // A device that is a year late, and a signature that holds.
    expect(await judged(signed(NOW + DAY, { shownAt: sentAt }), { sentAt })).toBe("verified");
    // What claims to be of the future was shown when it came in.
    expect(await judged(signed(NOW - DAY, { shownAt: iso(NOW + 400 * DAY) }))).toBe("invalid");
    expect(await judged(signed(NOW + DAY, { shownAt: iso(NOW + 400 * DAY) }))).toBe("verified");
  });

  it("verifies no later revision either", async () => {
    const first = signed(NOW + DAY, { shownAt: iso(NOW) });
    expect(await judged(first)).toBe("verified");
    time = NOW + 32 * DAY;
    expect(await judged({ ...first, rev: 2 })).toBe("invalid");
  });

  it("keeps the verdict of the day when an export is imported", async () => {
    const record = signed(NOW + DAY, { shownAt: iso(NOW) });
    expect(await judged(record)).toBe("verified");
    const databaseUrl = (folder: string) => `sqlite:${join(folder, "data", "askling.db")}`;
    const from = { DATABASE_URL: databaseUrl(collector.folder) };
    const file = join(collector.folder, "export.ndjson");
    writeFileSync(file, (await runAskling(["export", "pk_shop"], { env: from })).stdout);
    // Long after any grace, by whatever clock.
    const other = await startTestCollector({ now: () => new Date(NOW + 400 * DAY) });
    try {
      const { code } = await runAskling(["import", file], {
        env: { DATABASE_URL: databaseUrl(other.folder) },
      });
      expect(code).toBe(0);
      const found = await kept(other, record.id);
      expect(found).toMatchObject({ identity: "verified", verified: true, user: { id: "u-7" } });
    } finally {
      await other.close();
    }
  });
});
