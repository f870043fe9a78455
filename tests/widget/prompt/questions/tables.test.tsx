// @vitest-environment happy-dom
import { fireEvent, screen, within } from "@testing-library/preact";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { movedBy, orderFrom } from "../../../../widget/prompt/questions/ranking.tsx";
import { ask } from "../../../support/question.tsx";

const rows = ["Attitude", "Skill"].map((label) => ({ id: label.toLowerCase(), label }));
const columns = ["Poor", "Good"].map((label) => ({ id: label.toLowerCase(), label }));
const options = ["Price", "Speed", "Taste"].map((label) => ({ id: label.toLowerCase(), label }));
const cell = (row: string, column: string) =>
  within(screen.getByRole("radiogroup", { name: row })).getByRole("radio", { name: column });

describe("a matrix", () => {
  test("answers with a column for each row, the one without judgement included", async () => {
    const question = ask({ type: "matrix", rows, columns, na: "No idea" });
    fireEvent.click(cell("Attitude", "Good"));
    fireEvent.click(cell("Skill", "No idea"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual({ attitude: "good", skill: "na" });
  });

  test("moves by arrow keys within a row", async () => {
    const question = ask({ type: "matrix", rows, columns });
    fireEvent.keyDown(cell("Skill", "Poor"), { key: "ArrowRight" });
    await question.settle();
    expect(cell("Skill", "Good").getAttribute("aria-checked")).toBe("true");
    expect(question.model.chosen.value).toEqual({ skill: "good" });
  });

  test("wants every row where it is required, and shows which ones are missing", async () => {
    const question = ask({ type: "matrix", rows, columns, required: true });
    fireEvent.click(cell("Attitude", "Good"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.alert()).toBe("Please answer every row.");
    const invalid = (row: string) =>
      screen.getByRole("radiogroup", { name: row }).getAttribute("aria-invalid");
    expect([invalid("Attitude"), invalid("Skill")]).toEqual(["false", "true"]);
    fireEvent.click(cell("Skill", "Poor"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual({ attitude: "good", skill: "poor" });
  });

  test("may be answered in part where it is not", async () => {
    const question = ask({ type: "matrix", rows, columns });
    fireEvent.click(cell("Skill", "Poor"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual({ skill: "poor" });
  });

  test("becomes cards where its words do not fit, and lists in large mode", async () => {
    const question = ask({ type: "matrix", rows, columns });
    expect(document.querySelector(".matrix.table")).toBeTruthy();
    question.model.large.value = true;
    await question.settle();
    expect(document.querySelector(".matrix.lists")).toBeTruthy();
    expect(cell("Skill", "Poor")).toBeTruthy();
  });
});

describe("a ranking", () => {
  const shown = () =>
    screen.getAllByRole("listitem").map((item) => item.querySelector(".label")?.textContent);

  test("answers with the order as it stands", async () => {
    const question = ask({ type: "ranking", options });
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual(["price", "speed", "taste"]);
  });

  test("moves by buttons, says so, and keeps the focus with what has moved", async () => {
    const question = ask({ type: "ranking", options });
    fireEvent.click(question.button("Move “Taste” up"));
    await question.settle();
    expect(shown()).toEqual(["Price", "Taste", "Speed"]);
    expect(screen.getByRole("status").textContent).toBe("“Taste” is now number 2 of 3.");
    expect(document.activeElement).toBe(question.button("Move “Taste” up"));
    fireEvent.click(question.button("Send"));
    await question.settle();
    expect(question.kept()).toEqual(["price", "taste", "speed"]);
  });

  test("moves by arrow keys, and stops at its ends", async () => {
    const question = ask({ type: "ranking", options });
    const down = () => fireEvent.keyDown(question.button("Move “Price” down"), { key: "ArrowDown" });
    for (let press = 0; press < 4; press++) {
      down();
      await question.settle();
    }
    expect(shown()).toEqual(["Speed", "Taste", "Price"]);
    expect(question.button("Move “Price” down").getAttribute("aria-disabled")).toBe("true");
  });

  test("keeps every option in any series of moves", () => {
    const ids = ["a", "b", "c", "d"];
    const moves = fc.array(fc.tuple(fc.constantFrom(...ids), fc.integer({ min: -5, max: 5 })));
    fc.assert(
      fc.property(moves, (all) => {
        const order = all.reduce<string[]>((now, [id, by]) => movedBy(now, id, by), ids);
        expect([...order].sort()).toEqual(ids);
        expect(orderFrom(order, ids)).toEqual(order);
      }),
    );
  });
});
