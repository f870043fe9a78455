import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OptionError, parseOptions } from "../../widget/options.ts";

const manifest = { version: 1, surveys: [{ id: "s", questions: [{ id: "q", type: "nps", title: "?" }] }] };

/** What is thrown for options that are wrong. */
function refusal(options: unknown): OptionError {
  try {
    parseOptions(options);
  } catch (error) {
    if (error instanceof OptionError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the options of createAskling", () => {
  const right: Record<string, unknown>[] = [
    {},
    { surveys: manifest },
    { surveys: { ...manifest, surveys: [], "x-note": 1 } },
    { surveys: "https://collect.example/v1/surveys?key=pk_shop" },
    { surveys: "#askling-surveys" },
    { endpoint: "/v1/batches", key: "pk_shop" },
    ...["nps", "csat", "ces"].map((template) => ({ template })),
    { locale: "zh-CN" },
    ...["granted", "pending", "denied"].map((consent) => ({ consent })),
    ...["auto", "memory"].map((storage) => ({ storage })),
    ...["auto", "light", "dark"].map((colorScheme) => ({ colorScheme })),
    ...[1, 1.5, 2, "auto"].map((textScale) => ({ textScale })),
    { styleNonce: "abc" },
    ...["auto", "none"].map((bridge) => ({ bridge })),
    { debug: true },
    { traits: { plan: "pro", age: 40, vip: true } },
    { beforeSend: () => null },
    { endpoint: undefined, surveys: undefined, traits: undefined },
  ];
  it.each(right)("may be %o", (options) => {
    expect(parseOptions(options)).toBe(options);
  });

  it.each<[object, string, string, string]>([
    [{ surveys: "" }, "surveys", '""', "not empty"],
    [{ surveys: 7 }, "surveys", "7", "a text or an object"],
    [{ surveys: null }, "surveys", "null", "a text or an object"],
    [{ surveys: [] }, "surveys", "[]", "a text or an object"],
    [{ surveys: { version: 2, surveys: [] } }, "surveys.version", "2", "1"],
    [{ surveys: { version: 1 } }, "surveys.surveys", "nothing", "a list"],
    [{ endpoint: "" }, "endpoint", '""', "not empty"],
    [{ endpoint: 5 }, "endpoint", "5", "a text"],
    [{ key: ["pk"] }, "key", '["pk"]', "a text"],
    [{ template: "likert" }, "template", '"likert"', 'one of "nps", "csat", "ces"'],
    [{ locale: true }, "locale", "true", "a text"],
    [{ consent: "yes" }, "consent", '"yes"', 'one of "granted", "pending", "denied"'],
    [{ consent: true }, "consent", "true", 'one of "granted", "pending", "denied"'],
    [{ storage: "disk" }, "storage", '"disk"', 'one of "auto", "memory"'],
    [{ colorScheme: "night" }, "colorScheme", '"night"', 'one of "auto", "light", "dark"'],
    [{ textScale: 0.5 }, "textScale", "0.5", "1 or more"],
    [{ textScale: 3 }, "textScale", "3", "2 or less"],
    [{ textScale: "big" }, "textScale", '"big"', '"auto"'],
    [{ styleNonce: 1 }, "styleNonce", "1", "a text"],
    [{ bridge: "off" }, "bridge", '"off"', 'one of "auto", "none"'],
    [{ debug: "yes" }, "debug", '"yes"', "true or false"],
    [{ traits: [] }, "traits", "[]", "an object"],
    [{ traits: { plan: null } }, "traits.plan", "null", "a text or a number or true or false"],
    [{ traits: { tags: ["a"] } }, "traits.tags", '["a"]', "a text or a number or true or false"],
    [{ beforeSend: "none" }, "beforeSend", '"none"', "a function"],
    [{ endPoint: "/v1/batches" }, "endPoint", 'the key "endPoint"', "one of the keys surveys, endpoint, key"],
  ])("%j are refused: %s, found %s, expected %s", (options, option, found, expected) => {
    const error = refusal(options);
    expect(error).toMatchObject({ name: "OptionError", code: "askling_option", option, found });
    expect(error.expected).toContain(expected);
    expect(error.message).toBe(
      `createAskling: option "${option}": found ${found}, expected ${error.expected}`,
    );
  });

  it.each([null, "options", 5, []])("must be an object, not %j", (options) => {
    expect(refusal(options)).toMatchObject({
      option: "options",
      found: JSON.stringify(options),
      expected: "an object",
    });
  });

  it("are either taken or refused by an OptionError, whatever they are", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (options) => {
        try {
          expect(parseOptions(options)).toBe(options);
        } catch (error) {
          expect(error).toBeInstanceOf(OptionError);
        }
      }),
    );
  });
});
