import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readConfig } from "../../../server-stub/config/read.ts";

const folder = mkdtempSync(join(tmpdir(), "askling-config-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "askling.config.json");
const site = { key: "pk_shop", manifest: "./surveys.json" };
const hash = "0".repeat(64);
function read(parts: object) {
  writeFileSync(path, JSON.stringify({ sites: [site], ...parts }));
  return readConfig(path);
}

describe("a configuration", () => {
  it.each([
    "http://%",
    "https://",
    "http://host:99999/",
    "http://user:pw@host/",
    "https://:pw@host/",
    "http://[1::/",
    "http://user@host/",
    "http://./",
    "http://ops..example/in",
    `http://${"x".repeat(64)}.example/`,
    "http://host:0/",
  ])("refuses the webhook %s, which can never work, and says where it stands", (url) => {
    expect(() => read({ sites: [{ ...site, webhooks: [{ name: "ops", kind: "json", url }] }] })).toThrow(
      /sites\[0\]\.webhooks\[0\]\.url: .*expected an https or http address, without name and password/,
    );
  });

  it.each(["HTTPS://Ops.Example./in", "https://例え.jp/in", "http://[::1]:8080/", "http://127.1:4470/"])(
    "takes the webhook %s",
    (url) => {
      expect(() =>
        read({ sites: [{ ...site, webhooks: [{ name: "ops", kind: "json", url }] }] }),
      ).not.toThrow();
    },
  );

  it("may hold everything that is documented", () => {
    const where = { "trait.branch": ["north"] };
    const whole = {
      sites: [
        {
          ...site,
          secret: ["new", "old"],
          requireSignature: false,
          origins: ["https://shop.example", "null", "*"],
          followUp: [
            { survey: "s", when: { answer: "score", lte: 6 }, within: "2h", hours: "Mo-Fr 09:00-18:00" },
          ],
          alerts: [{ survey: "s", question: "score", figure: "nps", below: 30, days: 3, minimum: 5 }],
          digest: { at: "09:00", by: "trait.branch", webhook: "ops" },
          webhooks: [
            {
              name: "ops",
              kind: "json",
              url: "https://ops.example/in",
              secret: "s",
              on: ["case", "overdue", "escalated", "alert", "digest"],
              where,
              content: "figures",
            },
          ],
          retentionDays: 730,
          rootFiles: ["./verify_xyz.txt"],
        },
      ],
      tokens: [{ name: "north desk", hash, role: "care", sites: ["pk_shop"], where }],
      timeZone: "Asia/Shanghai",
      limits: { perAddress: 600, perKey: 60_000 },
      trustProxy: [],
    };
    expect(read(whole)).toEqual(whole);
  });

  it("may hold notes of its owner anywhere", () => {
    const noted = read({ $schema: "x", "x-team": "ops", sites: [{ ...site, "x-contact": "me" }] });
    expect(noted).toEqual({ sites: [site] });
  });

  it.each<[object, string]>([
    [{ sites: [] }, "sites: found [], expected a list of at least 1"],
    [{ sites: [{ key: "a" }] }, "sites[0].manifest: found nothing, expected a text"],
    [{ sites: [site, site] }, 'sites[1].key: found "pk_shop", expected a key that no other site has'],
    [
      { sites: [{ ...site, key: "a b" }] },
      'sites[0].key: found "a b", expected a key of 1 to 200 characters',
    ],
    [{ sites: [{ ...site, origins: ["https://a.example/"] }] }, 'expected "*", "null" or an origin such as'],
    [{ sites: [{ ...site, origins: ["https://*.a.example"] }] }, "without path or wildcard"],
    [{ sites: [{ ...site, origins: ["a.example"] }] }, 'sites[0].origins[0]: found "a.example"'],
    [
      { sites: [{ ...site, requireSignature: true }] },
      "sites[0].requireSignature: found true, expected false",
    ],
    [{ timeZone: "Mars" }, 'timeZone: found "Mars", expected a time zone'],
    [{ limits: { perKey: 0 } }, "limits.perKey: found 0, expected 1 or more"],
    [{ tokens: [{ name: "a", hash: "abc", role: "care" }] }, "expected the SHA-256 of the token"],
    [{ tokens: [{ name: "a", hash, role: "carer" }] }, '(did you mean "care"?)'],
    [{ tokens: [{ name: "a", hash, role: "care", sites: ["pk_shap"] }] }, '(did you mean "pk_shop"?)'],
    [
      { tokens: [{ name: "a", hash, role: "care", where: { branch: ["n"] } }] },
      "expected a dimension such as",
    ],
    [{ trustProxys: [] }, 'trustProxys: found the key "trustProxys"'],
    [{ trustProxys: [] }, '(did you mean "trustProxy"?)'],
  ])("%j is refused with path, found and expected", (parts, sentence) => {
    expect(() => read(parts)).toThrow(sentence);
  });
});

it.each([
  ["secret", { sites: [{ ...site, secret: ["hush-hush", 12345678] }] }],
  ["secret", { sites: [{ ...site, secret: { value: "hush-hush", also: 12345678 } }] }],
  ["hash", { tokens: [{ name: "n", role: "care", hash: "hush-hush-12345678" }] }],
  ["url", { sites: [{ ...site, webhooks: [{ name: "n", kind: "slack", url: "hush-hush/12345678" }] }] }],
])("a wrong %s is named, and not repeated", (name, parts) => {
  const told = (() => {
    try {
      return JSON.stringify(read(parts));
    } catch (error) {
      return String(error);
    }
  })();
  expect(told).toContain(`${name}`);
  expect(told).toContain("expected");
  expect(told).not.toMatch(/hush|12345678/);
});
