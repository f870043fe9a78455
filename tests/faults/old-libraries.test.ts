import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { callApi } from "../support/api.ts";
import { readRows } from "../support/deviceRows.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { HABITS } from "../support/oldLibraries.ts";
import { promptOn } from "../support/prompt.ts";
import { openSite } from "../support/site.ts";

const options = ["Price", "Speed", "Taste"].map((label) => ({ id: label.toLowerCase(), label }));
const SURVEY = {
  id: "visit",
  startAt: "2026-01-01T00:00:00.000Z",
  endAt: "2126-01-01T00:00:00.000Z",
  triggers: [{ on: "event", name: "go", where: { amount: { gte: 50 } } }],
  audience: { traits: { plan: ["pro", "vip"] } },
  questions: [
    { id: "score", type: "nps", title: "Would you recommend us?" },
    { id: "which", type: "multi", title: "Which ones?", options },
    { id: "none", type: "multi", title: "And which else?", options },
    { id: "order", type: "ranking", title: "In which order?", options },
    { id: "reason", type: "text", title: "Why?" },
  ],
};

/** Answers everything; gives what lay on the device before it went out, and what went out. */
async function answer(head: string): Promise<{ stored: string; sent: string; record: unknown }> {
  const site = await openSite({ surveys: [SURVEY], head });
  const { page, guard, context } = await site.visit();
  guard.allow(FAILED_REQUEST);
  site.gate.fault = () => ({ status: 503 });
  await callApi(page, "setTraits", { plan: "pro", years: 3 });
  await callApi(page, "track", "go", { amount: 80, items: ["tea", "cup"], at: { shop: 1 } });
  const { dialog, score, button, text } = promptOn(page);
  await score(10).waitFor();
  expect(await dialog.getByRole("radio").allTextContents()).toEqual([..."0123456789", "10"]);
  await score(9).click();
  await dialog.getByRole("checkbox", { name: "Taste" }).click();
  await dialog.getByRole("checkbox", { name: "Price" }).click();
  await button("Send").click();
  await dialog.getByRole("heading", { name: "And which else?" }).waitFor();
  await dialog.getByRole("checkbox", { name: "Taste" }).click();
  await dialog.getByRole("checkbox", { name: "Taste" }).click();
  await button("Send").click();
  await dialog.getByRole("heading", { name: "In which order?" }).waitFor();
  await button("Send").click();
  await text.fill("Good 👍 “tea”");
  await button("Send").click();
  await dialog.getByRole("heading", { name: "Thank you!" }).waitFor();
  const stored = await recordsOn(page);
  site.gate.fault = undefined;
  await expect.poll(() => callApi(page, "flush")).toMatchObject({ pending: 0 });
  await expect.poll(() => site.records()).toMatchObject([{ state: "complete" }]);
  const [record] = await site.records();
  const sent = site.gate.seen.filter(({ path, method }) => path === "/v1/batches" && method === "POST").pop();
  const attributes = await dialog.evaluate((node) =>
    [node, ...node.querySelectorAll("*")].flatMap((one) => one.getAttributeNames()).sort(),
  );
  expect([...new Set(attributes)].filter((name) => /extend|kind|added/i.test(name))).toEqual([]);
  await context.close();
  return {
    stored: plain(stored),
    sent: plain(sent?.body ?? ""),
    record: JSON.parse(plain(JSON.stringify(record))),
  };
}

/** The rows of records as this side writes them: the page's own JSON is not to be trusted. */
async function recordsOn(page: Page): Promise<string> {
  const rows = await readRows(page);
  return JSON.stringify(
    Object.keys(rows)
      .filter((key) => key.startsWith("r:"))
      .map((key) => rows[key]),
  );
}

/** Without what differs from showing to showing: ids, times, ages, addresses. */
const plain = (text: string): string =>
  text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "TIME")
    .replace(/"(id|visitor|session)":"[\w-]{16,}"/g, '"$1":"ID"')
    .replace(
      /"(ageMs|rev|at|seq|tries|clock\w*|mono\w*|next\w*|first\w*|last\w*|origin\w*)":[\d.]+/g,
      '"$1":0',
    )
    .replace(/127\.0\.0\.1:\d+/g, "HOST");

let clean: ReturnType<typeof answer> | undefined;

test.each(Object.keys(HABITS))(
  "51: what is stored and sent is the same under the habits of %s",
  async (name) => {
    clean ??= answer("");
    const wanted = await clean;
    expect(wanted.record).toMatchObject({
      answers: {
        score: 9,
        which: ["price", "taste"],
        order: ["price", "speed", "taste"],
        reason: "Good 👍 “tea”",
      },
    });
    const got = await answer(`<script>${HABITS[name]}</script>`);
    expect(got).toEqual(wanted);
  },
);
