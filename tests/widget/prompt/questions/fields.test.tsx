// @vitest-environment happy-dom
import { fireEvent, screen } from "@testing-library/preact";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contactFault } from "../../../../widget/prompt/questions/contact.tsx";
import { formatNumber, parseNumber } from "../../../../widget/prompt/questions/language.ts";
import { ask } from "../../../support/question.tsx";

const type = (field: HTMLElement, value: string) => fireEvent.input(field, { target: { value } });

describe("a number as it is typed", () => {
  test.each([
    ["1.5", "en", 1.5],
    ["1,500", "en", 1500],
    ["1,234,567.25", "en", 1234567.25],
    ["1.234,5", "de", 1234.5],
    ["1.500", "de", 1500],
    ["1.5", "de", 1.5],
    ["12,5", "en", 12.5],
    ["1 234,5", "fr", 1234.5],
    ["12,34,567", "en-IN", 1234567],
    ["١٢٫٥", "ar", 12.5],
    ["１２", "ja", 12],
    ["-3", "en", -3],
    ["−3", "en", -3],
    [".5", "en", 0.5],
    ["5.", "en", 5],
    ["abc", "en", undefined],
    ["1.2.3", "en", undefined],
    ["1e5", "en", undefined],
    ["-", "en", undefined],
    ["", "en", undefined],
    ["12", "not a language", 12],
  ])("%s in %s is %s", (text, locale, value) => {
    expect(parseNumber(text, locale)).toBe(value);
  });

  test("is read as it was printed, in every language", () => {
    const locales = [
      "en",
      "zh-CN",
      "zh-TW",
      "ja",
      "ko",
      "de",
      "fr",
      "es",
      "pt-BR",
      "ru",
      "ar",
      "he",
      "id",
      "vi",
      "th",
      "fa",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.integer({ min: -99_999_999, max: 99_999_999 }),
        fc.constantFrom(1, 10, 100),
        (locale, whole, scale) => {
          const value = whole / scale;
          expect(parseNumber(formatNumber(value, locale), locale)).toBeCloseTo(value, 6);
        },
      ),
    );
  });

  test("is sent by Enter, within what is allowed", async () => {
    const question = ask({ type: "number", min: 1, max: 1200 });
    const field = screen.getByRole("textbox", { name: "Asked?" });
    for (const [text, alert] of [
      ["many", "Please enter a number."],
      ["0", "Please enter 1 or more."],
      ["1201", "Please enter 1,200 or less."],
    ] as const) {
      type(field, text);
      fireEvent.keyDown(field, { key: "Enter" });
      await question.settle();
      expect(question.alert()).toBe(alert);
      expect(field.getAttribute("aria-invalid")).toBe("true");
      expect(field).toHaveProperty("value", text);
    }
    type(field, "2.50");
    await question.settle();
    expect(field).toHaveProperty("value", "2.50");
    fireEvent.keyDown(field, { key: "Enter" });
    await question.settle();
    expect(question.kept()).toBe(2.5);
  });
});

describe("a date", () => {
  test("is the platform's own, within what is allowed", async () => {
    const question = ask({ type: "date", min: "2026-02-01", max: "2026-03-01" });
    const field = document.querySelector("input");
    if (!field) throw new Error("There is no field.");
    expect([field.type, field.min, field.max]).toEqual(["date", "2026-02-01", "2026-03-01"]);
    type(field, "2026-01-31");
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe("Please choose February 1, 2026 or a later date.");
    type(field, "2026-02-29");
    type(field, "2026-02-28");
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toBe("2026-02-28");
  });
});

describe("contact details", () => {
  test("are sent with what was agreed to", async () => {
    const question = ask({ type: "contact", consent: "You may call me" });
    type(screen.getByRole("textbox", { name: "Name" }), "Lin");
    type(screen.getByRole("textbox", { name: "Email" }), "lin@shop.example");
    fireEvent.click(question.box("You may call me"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual({ name: "Lin", email: "lin@shop.example", consent: true });
  });

  test("are not agreed to by themselves, and nothing is asked that the survey does not want", async () => {
    const question = ask({ type: "contact", fields: ["phone"] });
    expect(screen.getAllByRole("textbox")).toHaveLength(1);
    const phone = screen.getByRole("textbox", { name: "Phone" });
    expect(phone.getAttribute("autocomplete")).toBe("tel");
    type(phone, "+86 (571) 8888-6666");
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual({ phone: "+86 (571) 8888-6666", consent: false });
  });

  test.each([
    ["Email", "lin", "Please check the email address."],
    ["Email", "lin@home", "Please check the email address."],
    ["Phone", "123", "Please check the phone number."],
    ["Phone", "lin@shop.example", "Please check the phone number."],
  ])("with the %s %s are asked for again, and stay as they were typed", async (name, text, alert) => {
    const question = ask({ type: "contact" });
    const field = screen.getByRole("textbox", { name });
    type(field, text);
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe(alert);
    expect(field).toHaveProperty("value", text);
    expect(field.getAttribute("aria-describedby")).toBe("err");
    expect(question.kept()).toBeUndefined();
  });

  test.each(["josé@exämple.com", "a+b@shop.example", "١٢٣٤٥٦٧", "555 01 23 ext. 4"])(
    "takes %s",
    async (text) => {
      const question = ask({ type: "contact" });
      type(screen.getByRole("textbox", { name: text.includes("@") ? "Email" : "Phone" }), text);
      fireEvent.click(question.button("Send"));
      await question.settle();
      expect(Object.values(Object(question.kept()))).toContain(text);
    },
  );

  test.each([
    ["ada@shop.example", true],
    ["a@b.c", true],
    ["a@..b", true],
    ["a@b.c.d", true],
    ["a@.b", false],
    ["a@b.", false],
    ["a@b", false],
    ["a@b@c.d", false],
    ["a b@c.d", false],
    [`a@${".".repeat(250)}@`, false],
  ])("take %s for an e-mail address at once: %s", (email, isTaken) => {
    const question = { id: "a", type: "contact", title: "?" } as const;
    const begin = performance.now();
    expect(contactFault(question, { email, consent: true }, "en")).toBe(
      isTaken ? undefined : "Please check the email address.",
    );
    expect(performance.now() - begin).toBeLessThan(3_000);
  });

  test("are wanted where they are required", async () => {
    const question = ask({ type: "contact", required: true });
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe("Please answer this question first.");
    fireEvent.click(question.box("You may contact me about my feedback."));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe("Please check the email address.");
  });
});

describe("a text", () => {
  const family = "👨‍👩‍👧‍👦";
  const field = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Asked?" });

  test("is counted as people count", async () => {
    const question = ask({ type: "text", maxLength: 5 });
    type(field(), family.repeat(7));
    await question.settle();
    expect(question.model.chosen.value).toBe(family.repeat(5));
    expect(field().value).toBe(family.repeat(5));
    expect(screen.getByText("5 / 5")).toBeTruthy();
  });

  test("keeps what stands behind the caret when too much is put in before it", async () => {
    const question = ask({ type: "text", maxLength: 6 });
    const area = field();
    area.value = "abXYZcd";
    area.setSelectionRange(5, 5);
    fireEvent.input(area);
    await question.settle();
    expect(area.value).toBe("abXYcd");
    expect(area.selectionEnd).toBe(4);
  });

  test("fits into a record, whatever it consists of", async () => {
    const question = ask({ type: "text", maxLength: 5000 });
    for (const part of [family, "漢", "\u0001", "e\u0301\u0323\u0324".repeat(3), '"']) {
      type(field(), part.repeat(16_000 / part.length));
      await question.settle();
      const { chosen } = question.model;
      const bytes = new TextEncoder().encode(JSON.stringify(chosen.value)).length;
      expect(bytes).toBeLessThanOrEqual(14_000);
      expect(bytes).toBeGreaterThan(4_000);
    }
  });
});
