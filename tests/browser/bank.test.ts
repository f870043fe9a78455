import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { createFormat } from "../../server-stub/board/format.ts";
import { dayIn } from "../../server-stub/board/period.ts";
import {
  BANK_KEY,
  BANK_MANIFEST,
  BANK_SURVEY,
  BANK_ZONE,
  BRANCHES,
  bankConfig,
  branchAt,
  deskOf,
  managerOf,
  recordOfRespondent,
  respondentsOver,
} from "../support/bank.ts";
import { postAll } from "../support/boardData.ts";
import { newVisitor } from "../support/browser.ts";
import { type Care, careFor } from "../support/care.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { openForm } from "../support/hosted.ts";
import { promptOn } from "../support/prompt.ts";

const DAY_MS = 86_400_000;
const NOW = Date.now();
const daysAgo = (count: number) => dayIn(BANK_ZONE, new Date(NOW - count * DAY_MS));
/** The week until tomorrow, for midnight may pass; what the board calls its last day the API leaves out. */
const PERIOD = `from=${daysAgo(6)}&to=${daysAgo(-2)}`;
const ON_BOARD = `period=own&from=${daysAgo(6)}&to=${daysAgo(-1)}`;
const respondents = respondentsOver([daysAgo(4), daysAgo(3), daysAgo(2), daysAgo(1)]);
const unhappy = respondents.filter(({ complaint }) => complaint !== undefined);
/** The one that is called back on the board; and those who never answer again. */
const [called, ...lost] = unhappy.slice(-4);
const OWN = branchAt(9);
const format = createFormat("en", BANK_ZONE);

const Figure = z.object({ n: z.number(), satisfied: z.nullable(z.number()) });
const Questions = z.object({ sat: Figure });
const Results = z.object({
  questions: Questions,
  groups: z.optional(z.array(z.object({ value: z.string(), questions: Questions }))),
  series: z.optional(z.array(z.object({ at: z.string(), questions: Questions }))),
});

let bank: TestCollector;
let care: Care;
beforeAll(async () => {
  bank = await startTestCollector({ manifest: BANK_MANIFEST, config: bankConfig() });
  care = careFor(bank);
  // At noon, far from both ends of the day.
  const noonOf = (day: string) => new Date(`${day}T12:00+08:00`);
  await postAll(
    bank,
    respondents.map((one) => recordOfRespondent(one, noonOf(one.day))),
    BANK_KEY,
  );
  await bank.followUp();
  for (const { user } of unhappy) if (user !== called?.user) await callBack(user);
  await bank.followUp();
}, 120_000);
afterAll(() => bank?.close());

/** Calls somebody back, who answers again unless they are lost. */
async function callBack(user: string): Promise<void> {
  const [one] = await care.list(`user=${user}`);
  if (!one) throw new Error(`${user} has no case.`);
  const contacted = await care.edit(one, { status: "contacted", reason: "Queue" });
  if (!lost.some((other) => other.user === user)) {
    const made = await care.ask("POST", `/v1/cases/${one.id}/link`);
    const form = await openForm((await made.json()).url);
    expect((await form.send({ answer: "5" })).status).toBe(200);
  }
  await care.edit(contacted, { status: "resolved" });
}

async function results(query: string) {
  const response = await bank.get(`/v1/surveys/${BANK_SURVEY}/results?${query}`);
  return Results.parse(await response.json());
}

async function openBoard(token: string, query: string, options: BrowserContextOptions = {}) {
  const { context, guard } = await newVisitor({ viewport: { width: 1400, height: 1000 }, ...options });
  guard.allow(FAILED_REQUEST);
  const page = await context.newPage();
  await page.goto(`${bank.url}/board?${query}`);
  await page.locator("#token").fill(token);
  await page.locator("#token").press("Enter");
  await page.locator("#content").waitFor();
  await page.locator(".liveness.live").waitFor();
  return page;
}

const card = (page: Page, id: string) => page.locator(`section[aria-labelledby="${id}"]`);
const satisfactionOn = (page: Page) => card(page, "figure-sat").locator(".value");
const rowsOf = (page: Page, id: string) =>
  card(page, id)
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));
/** Looks again until it is so; the machine may be busy. */
const eventually = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 20_000 });

/** What the board has to say of some figures. */
const printed = ({ n, satisfied }: z.infer<typeof Figure>) => [
  format.figure(satisfied, "share"),
  format.whole(n),
];

describe("the bank on the board", () => {
  it("calls the last one back by clicking, and sees them won back while the case is open", async () => {
    const page = await openBoard("head-office", `${ON_BOARD}`, {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await eventually(() => card(page, "funnel").textContent()).toContain(
      "24 unhappy → 23 contacted → 20 won back",
    );
    await page.getByRole("link", { name: "Calls" }).click();
    await page.getByRole("button", { name: called?.complaint ?? "" }).click();
    const panel = page.getByRole("dialog");
    await panel.getByRole("button", { name: "Take over" }).click();
    // Another reason than those that were given before.
    await panel.getByLabel("Reason").fill("Too few counters");
    await panel.getByLabel("What was done").fill("Apologised");
    await panel.getByRole("button", { name: "Contacted" }).click();
    await panel.getByRole("button", { name: "Resolved" }).waitFor();
    await panel.getByRole("button", { name: "Make a link" }).click();
    await panel.getByRole("button", { name: "Copy" }).click();
    await panel.getByRole("button", { name: "Copied" }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());

    const customer = await newVisitor();
    const survey = await customer.context.newPage();
    await survey.goto(link);
    const prompt = promptOn(survey);
    await prompt.score("Very happy").click();
    await eventually(() => prompt.heading.textContent()).toBe("Thank you!");

    await panel.getByText(/^Won back on /).waitFor();
    await panel.getByRole("button", { name: "Resolved" }).click();
    await panel.getByRole("button", { name: "Open again" }).waitFor();
    expect(await care.list(`user=${called?.user}`)).toMatchObject([
      {
        status: "resolved",
        owner: "head-office",
        reason: "Too few counters",
        action: "Apologised",
        recovered: true,
      },
    ]);
    await panel.getByRole("button", { name: "Close" }).click();
    await page.getByRole("link", { name: "Figures" }).click();
    await eventually(() => card(page, "funnel").textContent()).toContain(
      "24 unhappy → 24 contacted → 21 won back",
    );
  });

  it("shows the API's figures: by records and people, by branch, and by branch and day", async () => {
    const page = await openBoard("head-office", `${ON_BOARD}&by=trait.branch`);
    const byRecords = await results(`${PERIOD}&by=trait.branch`);
    expect(byRecords.questions.sat).toEqual({ n: 692, satisfied: 668 / 692 });
    await eventually(() => satisfactionOn(page).textContent()).toBe(printed(byRecords.questions.sat)[0]);
    expect(await card(page, "figure-sat").textContent()).toContain("n = 692");
    const groups = (await rowsOf(page, "groups")).map(([name, figure, , n]) => [name, figure, n]);
    expect(groups.sort()).toEqual(
      (byRecords.groups ?? []).map(({ value, questions }) => [value, ...printed(questions.sat)]).sort(),
    );
    expect(groups).toHaveLength(BRANCHES.length);

    await page.getByLabel("Count").selectOption("people");
    const byPeople = await results(`${PERIOD}&count=people`);
    expect(byPeople.questions.sat).toEqual({ n: 671, satisfied: 668 / 671 });
    await eventually(() => satisfactionOn(page).textContent()).toBe(printed(byPeople.questions.sat)[0]);
    expect(await card(page, "figure-sat").textContent()).toContain("n = 671");
    expect(new URL(page.url()).searchParams.get("count")).toBe("people");

    await page.getByLabel("Count").selectOption("records");
    await card(page, "groups").getByRole("button", { name: OWN }).click();
    const daily = await results(`${PERIOD}&step=day&filter=trait.branch:${encodeURIComponent(OWN)}`);
    await eventually(() => card(page, "figure-sat").textContent()).toContain(`n = ${daily.questions.sat.n}`);
    await card(page, "trend").getByText("Show as a table").click();
    const days = (await rowsOf(page, "trend")).map(([day, figure, n]) => [day, figure, n]);
    expect(days).toEqual(
      (daily.series ?? []).map(({ at, questions }) => [format.day(at), ...printed(questions.sat)]),
    );
  });

  it("shows a branch's manager its own branch alone", async () => {
    const page = await openBoard(managerOf(OWN), `${ON_BOARD}&by=trait.branch`);
    await page.getByText(`This token sees only trait.branch: ${OWN}`).waitFor();
    const own = await results(`${PERIOD}&filter=trait.branch:${encodeURIComponent(OWN)}`);
    await eventually(() => card(page, "figure-sat").textContent()).toContain(`n = ${own.questions.sat.n}`);
    expect(await satisfactionOn(page).textContent()).toBe(printed(own.questions.sat)[0]);
    expect((await rowsOf(page, "groups")).map(([name]) => name)).toEqual([OWN]);
    // Two texts tell with their scores whose they are, as the figures of two would.
    const complaints = unhappy.filter(({ branch }) => branch === OWN).map(({ complaint }) => complaint);
    expect(complaints).toHaveLength(2);
    await eventually(() => card(page, "verbatims").textContent()).toContain(`n = ${complaints.length}`);
    for (const { complaint } of unhappy) expect(await page.textContent("body")).not.toContain(complaint);
  });

  it("shows a branch's desk its own cases alone, also by another's address", async () => {
    const page = await openBoard(deskOf(OWN), `page=calls&cases=all&${ON_BOARD}`);
    const own = unhappy.filter(({ branch }) => branch === OWN);
    await eventually(() =>
      page
        .locator(".cases .text")
        .allTextContents()
        .then((all) => all.sort()),
    ).toEqual(own.map(({ complaint }) => complaint).sort());
    const foreign = unhappy.find(({ branch }) => branch !== OWN);
    const [other] = await care.list(`user=${foreign?.user}`);
    await page.goto(`${bank.url}/board?page=calls&case=${other?.id}`);
    await page.getByText("There is no such case, or this token may not see it.").waitFor();
    expect(await page.textContent("body")).not.toContain(foreign?.user);
  });
});
