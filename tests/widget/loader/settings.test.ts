// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { cleanSettings } from "../../../widget/loader/clean-settings.ts";
import { type Settings, settingsFrom } from "../../../widget/loader/settings.ts";

function fromTag(attributes: Record<string, string> = {}, search = "", init?: unknown): Settings {
  const script = document.createElement("script");
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  history.replaceState(null, "", `/${search}`);
  return cleanSettings(settingsFrom(script, init));
}

describe("the settings of a script tag", () => {
  it("have the documented defaults", () => {
    const { debug, ...others } = fromTag();
    expect(debug).toBe(false);
    expect(Object.entries(others).filter(([, value]) => value)).toEqual([]);
  });

  it.each<[string, string, keyof Settings, unknown]>([
    ["data-endpoint", "https://collect.example/v1/batches", "endpoint", "https://collect.example/v1/batches"],
    ["data-surveys", "https://collect.example/v1/surveys", "surveys", "https://collect.example/v1/surveys"],
    ["data-surveys", "#my-surveys", "surveys", "#my-surveys"],
    ["data-template", "nps", "template", "nps"],
    ["data-template", "csat", "template", "csat"],
    ["data-template", "ces", "template", "ces"],
    ["data-key", "pk_shop", "key", "pk_shop"],
    ["data-locale", "zh-HK", "locale", "zh-HK"],
    ["data-consent", "granted", "consent", "granted"],
    ["data-consent", "pending", "consent", "pending"],
    ["data-consent", "denied", "consent", "denied"],
    ["data-storage", "memory", "storage", "memory"],
    ["data-color-scheme", "auto", "colorScheme", "auto"],
    ["data-color-scheme", "light", "colorScheme", "light"],
    ["data-color-scheme", "dark", "colorScheme", "dark"],
    ["data-text-scale", "1", "textScale", 1],
    ["data-text-scale", "1.5", "textScale", 1.5],
    ["data-text-scale", "2", "textScale", 2],
    ["data-text-scale", "auto", "textScale", "auto"],
    ["data-style-nonce", "abc", "styleNonce", "abc"],
    ["data-bridge", "none", "bridge", "none"],
    ["data-debug", "true", "debug", true],
  ])('%s="%s" sets %s to %j', (attribute, value, name, expected) => {
    expect(fromTag({ [attribute]: value })[name]).toBe(expected);
  });

  it.each<[string, string, keyof Settings]>([
    ["data-storage", "disk", "storage"],
    ["data-storage", "auto", "storage"],
    ["data-color-scheme", "night", "colorScheme"],
    ["data-text-scale", "0.5", "textScale"],
    ["data-text-scale", "2.1", "textScale"],
    ["data-text-scale", "large", "textScale"],
    ["data-text-scale", "", "textScale"],
    ["data-bridge", "auto", "bridge"],
  ])('%s="%s" falls to the default', (attribute, value, name) => {
    expect(fromTag({ [attribute]: value })[name]).toBeUndefined();
  });

  it("are those of a call init where the attributes say nothing, key by key", () => {
    const traits = { plan: "pro" };
    const init = ["init", { key: "pk_other", locale: "zh-CN", textScale: 1.5, debug: true, traits }];
    expect(fromTag({ "data-key": "pk_shop", "data-locale": "de" }, "", init)).toMatchObject({
      key: "pk_shop",
      locale: "de",
      textScale: 1.5,
      debug: true,
      traits,
    });
    expect(fromTag({ "data-debug": "false" }, "", init).debug).toBe(false);
  });

  it.each([["init"], ["init", null], ["init", "pk_shop"], ["init", 7], "init", undefined])(
    "survive an init of %j",
    (...init) => {
      expect(fromTag({ "data-key": "pk_shop" }, "", init).key).toBe("pk_shop");
    },
  );

  it.each([
    ["", false],
    ["?askling_debug", true],
    ["?a=1&askling_debug=1", true],
    ["?xaskling_debug", false],
    ["?askling_debugging", false],
    ["?q=askling_debug", false],
  ])("the address's query %j turns debugging on: %s", (search, debug) => {
    expect(fromTag({}, search).debug).toBe(debug);
  });

  it('data-debug="false" leaves debugging off', () => {
    expect(fromTag({ "data-debug": "false" }).debug).toBe(false);
  });
});
