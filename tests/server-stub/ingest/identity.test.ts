import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { judgeIdentity } from "../../../server-stub/ingest/identity.ts";
import { startTestCollector } from "../../support/collector.ts";
import { aRecord } from "../../support/collectorRecords.ts";

const shownAt = new Date("2026-11-22T10:00:00Z");
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
    expect(judgeIdentity(user, { secrets: ["new", "old"], requireSignature: false }, shownAt)).toBe(verdict);
  });

  it("without signature counts as none where the site requires one", () => {
    expect(judgeIdentity({ id: "u-7" }, { secrets: ["new"], requireSignature: true }, shownAt)).toBe(
      "invalid",
    );
  });

  it("cannot be verified without a secret", () => {
    const user = { id: "u-7", expires: later, signature: sign("u-7", later, "") };
    expect(judgeIdentity(user, { secrets: [], requireSignature: false }, shownAt)).toBe("unsigned");
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
