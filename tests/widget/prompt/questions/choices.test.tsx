// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from "@testing-library/preact";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shuffled } from "../../../../widget/prompt/questions/options.tsx";
import { ask } from "../../../support/question.tsx";

const options = ["Late", "Broken", "Price"].map((label) => ({ id: label.toLowerCase(), label }));

describe("a rating", () => {
  test.each([
    [{}, "4", 4],
    [{ max: 10, look: "numbers" }, "10", 10],
    [{ max: 3, look: "faces" }, "2", 2],
    [{ look: "faces" }, "Happy", 4],
    [{ na: "Not used" }, "Not used", "na"],
  ])("with %j answers with %s by a tap", async (parts, name, answer) => {
    const question = ask({ type: "rating", ...parts });
    fireEvent.click(question.radio(name));
    await question.settle();
    expect(question.kept()).toBe(answer);
  });

  test("has as many scores as it says, and names its ends only if the survey does", async () => {
    const question = ask({ type: "rating", max: 7, low: "Awful" });
    expect(screen.getAllByRole("radio")).toHaveLength(7);
    expect(screen.getByText("Awful")).toBeTruthy();
    expect(question.model.question.value?.id).toBe("q");
  });
});

describe("thumbs", () => {
  test("answer by a tap, while an arrow key only selects", async () => {
    const question = ask({ type: "thumbs" });
    fireEvent.keyDown(question.radio("Thumbs up"), { key: "ArrowRight" });
    await question.settle();
    expect(question.kept()).toBeUndefined();
    expect(question.radio("Thumbs down").getAttribute("aria-checked")).toBe("true");
    fireEvent.click(question.button("Next"));
    await question.settle();
    expect(question.kept()).toBe("down");
  });
});

describe("a single choice", () => {
  test("goes on by a tap, and waits for Send in large mode", async () => {
    const question = ask({ type: "single", options });
    fireEvent.click(question.radio("Broken"));
    await question.settle();
    expect(question.kept()).toBe("broken");
    question.model.back();
    question.model.large.value = true;
    await question.settle();
    fireEvent.click(question.radio("Price"));
    await question.settle();
    expect(question.kept()).toBe("broken");
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toBe("price");
  });

  test("asks for the text of Other before it goes on, and stands last", async () => {
    const question = ask({ type: "single", options, other: "Something else", shuffle: true });
    expect(screen.getAllByRole("radio").at(-1)?.textContent).toBe("Something else");
    fireEvent.click(question.radio("Something else"));
    await question.settle();
    expect(question.kept()).toBeUndefined();
    const field = screen.getByRole("textbox", { name: "Please specify" });
    fireEvent.input(field, { target: { value: "The cup" } });
    await question.settle();
    fireEvent.click(question.button("Next"));
    await question.settle();
    expect(question.kept()).toEqual({ other: "The cup" });
  });

  test("keeps its shuffled order when the respondent comes back", async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ id: `o${index}`, label: `Option ${index}` }));
    const question = ask({ type: "single", options: many, shuffle: true });
    const order = () => screen.getAllByRole("radio").map(({ textContent }) => textContent);
    const first = order();
    fireEvent.click(question.radio("Option 3"));
    await question.settle();
    question.model.back();
    await question.settle();
    expect(order()).toEqual(first);
    expect(question.radio("Option 3").getAttribute("aria-checked")).toBe("true");
  });

  test("fetches a picture without a word of the page and the visitor", () => {
    const images = [
      "https://pictures.example/{user.plan}.png",
      "data:image/png;base64,iVBORw0KGgo=",
      "/own.png",
      "http://pictures.example/x.png",
      "//pictures.example/x.png",
      "javascript:alert(1)",
    ];
    for (const type of ["single", "multi", "ranking"] as const) {
      ask({
        type,
        options: images.map((image, index) => ({ id: `o${index}`, label: `Option ${index}`, image })),
      });
      const found = Array.from(document.querySelectorAll("img"));
      expect(found.map((one) => one.getAttribute("src"))).toEqual(images.slice(0, 3));
      for (const one of found) {
        expect(one.referrerPolicy).toBe("no-referrer");
        const names = one.getAttributeNames().map((name) => name.toLowerCase());
        expect(names.indexOf("referrerpolicy")).toBeLessThan(names.indexOf("src"));
      }
      cleanup();
    }
  });

  test("leaves the label where a picture does not load", () => {
    const image = "https://shop.example/x.png";
    ask({
      type: "single",
      options: [
        { ...options[0], image },
        { ...options[1], image: "/broken.png" },
      ],
    });
    const [picture] = Array.from(document.querySelectorAll("img"));
    expect(picture?.src).toBe(image);
    if (picture) fireEvent.error(picture);
    expect(picture?.hidden).toBe(true);
    expect(screen.getByText("Late")).toBeTruthy();
  });

  test("as a list that opens selects, and goes on by its button", async () => {
    const question = ask({ type: "single", options, other: true, look: "dropdown" });
    const list = screen.getByRole("combobox", { name: "Asked?" });
    fireEvent.change(list, { target: { value: "1" } });
    await question.settle();
    expect(question.kept()).toBeUndefined();
    fireEvent.click(question.button("Next"));
    await question.settle();
    expect(question.kept()).toBe("broken");
  });
});

describe("a choice of several", () => {
  test("answers in the order of the survey, with the text of Other last", async () => {
    const question = ask({ type: "multi", options, other: true });
    for (const name of ["Other", "Price", "Late"]) fireEvent.click(question.box(name));
    await question.settle();
    fireEvent.input(screen.getByRole("textbox"), { target: { value: "Cold" } });
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual(["late", "price", { other: "Cold" }]);
  });

  test("says how few and how many are allowed, and keeps what is ticked", async () => {
    const question = ask({ type: "multi", options, min: 2, max: 2 });
    fireEvent.click(question.box("Late"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe("Please choose at least 2.");
    fireEvent.click(question.box("Price"));
    await question.settle();
    expect(question.alert()).toBeUndefined();
    fireEvent.click(question.box("Broken"));
    await question.settle();
    expect(question.alert()).toBe("You can choose up to 2.");
    expect(question.box("Broken").getAttribute("aria-checked")).toBe("false");
    expect(question.kept()).toBeUndefined();
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual(["late", "price"]);
  });

  test("may be skipped unless it is required", async () => {
    const free = ask({ type: "multi", options, min: 1 });
    fireEvent.click(free.button("Send"));
    await free.settle();
    expect(free.kept()).toBeNull();
  });

  test("asks again where it is required", async () => {
    const required = ask({ type: "multi", options, required: true });
    fireEvent.click(required.button("Send"));
    await required.settle();
    expect(required.alert()).toBe("Please answer this question first.");
    expect(screen.queryByRole("button", { name: "Skip" })).toBeNull();
  });
});

describe("consent", () => {
  test("is true or nothing", async () => {
    const question = ask({ type: "consent", label: "You may quote me", required: true });
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe("Please answer this question first.");
    fireEvent.click(question.box("You may quote me"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toBe(true);
  });
});

test("shuffling keeps every option, whatever chance says", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat()),
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (things, chance) => {
        const random = () => Number(chance.next().value);
        expect(shuffled(things, random).sort()).toEqual([...things].sort());
      },
    ),
  );
});
