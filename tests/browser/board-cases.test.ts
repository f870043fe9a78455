import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Cases } from "../../server-stub/answers/cases.ts";
import { findPageViolations } from "../support/axe.ts";
import { BRANCH_SURVEY, postAll } from "../support/boardData.ts";
import { settled } from "../support/boardPage.ts";
import { newVisitor } from "../support/browser.ts";
import { startTestCollector, type TestCollector } from "../support/collector.ts";
import { aRecord } from "../support/collectorRecords.ts";
import { FAILED_REQUEST } from "../support/guard.ts";
import { aToken } from "../support/tokens.ts";

const SITE = {
  key: "pk_bank",
  origins: ["*"],
  manifest: "./surveys.json",
  followUp: [
    { survey: BRANCH_SURVEY.id, when: { answer: "nps", lte: 6 }, within: "2h", assign: "trait.branch" },
  ],
};
const TEXT = "Waited 40 minutes with one counter open.";

let bank: TestCollector;
beforeEach(async () => {
  bank = await startTestCollector({
    config: {
      sites: [SITE],
      tokens: [aToken("chief", "admin"), aToken("north-desk", "care")],
      timeZone: "Asia/Shanghai",
    },
    manifest: { version: 1, surveys: [BRANCH_SURVEY] },
  });
});
afterEach(() => bank.close());

const unhappy = (branch: string) =>
  aRecord({
    survey: BRANCH_SURVEY.id,
    user: { id: `user-of-${branch}`, traits: { branch } },
    answers: { nps: 2, reason: TEXT, contact: { name: "Ms Li", phone: "+86 138 0000 0000", consent: true } },
  });
const cases = async () => Cases.parse(await (await bank.get("/v1/cases?key=pk_bank")).json()).cases;

async function openCases(token: string, { isLive = true } = {}): Promise<Page> {
  const { context, guard } = await newVisitor();
  guard.allow(FAILED_REQUEST);
  const page = await context.newPage();
  if (!isLive) await page.route("**/v1/stream*", (route) => route.abort());
  await page.goto(`${bank.url}/board?page=calls`);
  await page.locator("#token").fill(token);
  await page.locator("#token").press("Enter");
  await page.locator("#calls").waitFor();
  return page;
}

it("a case is taken over, worked on, contacted and resolved, with all of it in its history", async () => {
  await postAll(bank, [unhappy("north")]);
  const page = await openCases("north-desk");
  await page.getByRole("button", { name: TEXT }).click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: "Take over" }).click();
  await panel.getByText("Saved.").waitFor();
  expect(await panel.getByRole("link", { name: "+86 138 0000 0000" }).getAttribute("href")).toBe(
    "tel:+8613800000000",
  );
  await panel.getByLabel("Reason").fill("Too few counters");
  await panel.getByLabel("What was done").fill("Apologised");
  await panel.getByLabel("Note", { exact: true }).fill("Will come again on Monday");
  await panel.getByRole("button", { name: "Contacted" }).click();
  await panel.getByRole("button", { name: "Resolved" }).click();
  await panel.getByRole("button", { name: "Open again" }).waitFor();
  expect(await cases()).toMatchObject([
    {
      status: "resolved",
      owner: "north-desk",
      reason: "Too few counters",
      action: "Apologised",
      notes: [{ by: "north-desk", text: "Will come again on Monday" }],
    },
  ]);
  await panel.getByText("Status: Open → Contacted").waitFor();
  await settled(page);
  expect(await findPageViolations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("case")).toBeNull();
  await page.goBack();
  await panel.waitFor();
});

it("when two edit a case, the second sees the first's changes and keeps what was typed", async () => {
  await postAll(bank, [unhappy("north")]);
  await bank.followUp();
  // Its own stream would bring the change before it could collide.
  const page = await openCases("north-desk", { isLive: false });
  await page.getByRole("button", { name: TEXT }).click();
  const panel = page.getByRole("dialog");
  await panel.getByLabel("What was done").fill("Sent a voucher");
  const [shown] = await cases();
  const changed = await fetch(`${bank.url}/v1/cases/${shown?.id}?key=pk_bank`, {
    method: "PATCH",
    headers: { Authorization: "Bearer chief", "If-Match": `"${shown?.version}"` },
    body: JSON.stringify({ owner: "chief", reason: "Queue" }),
  });
  expect(changed.status).toBe(200);
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByText("Somebody else has changed this case meanwhile").waitFor();
  expect(await panel.getByLabel("Reason").inputValue()).toBe("Queue");
  expect(await panel.getByLabel("What was done").inputValue()).toBe("Sent a voucher");
  await panel.getByRole("button", { name: "Save" }).click();
  await panel.getByText("Saved.").waitFor();
  expect(await cases()).toMatchObject([{ owner: "chief", reason: "Queue", action: "Sent a voucher" }]);
});

it("a new case appears by itself", async () => {
  const page = await openCases("north-desk");
  await page.getByText("Nobody is waiting for a call.").waitFor();
  await page.locator(".liveness.live").waitFor();
  await postAll(bank, [unhappy("south")]);
  await page.getByRole("button", { name: TEXT }).waitFor();
});

it("where no stream comes through, a new case appears all the same", async () => {
  const page = await openCases("north-desk", { isLive: false });
  await page.getByText("Nobody is waiting for a call.").waitFor();
  await postAll(bank, [unhappy("south")]);
  await page.getByRole("button", { name: TEXT }).waitFor();
});

it("a link to ask again is made, with a QR code", async () => {
  await postAll(bank, [unhappy("north")]);
  const page = await openCases("chief");
  await page.getByRole("button", { name: TEXT }).click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: "Make a link" }).click();
  await panel.getByText(/\/s\/branch-service\?.*link=/).waitFor();
  expect(await panel.getByRole("img", { name: "Scan to open the link" }).count()).toBe(1);
});

it("a case is opened by hand from what somebody wrote", async () => {
  await postAll(bank, [
    aRecord({ survey: BRANCH_SURVEY.id, answers: { nps: 8, reason: "The door sticks." } }),
  ]);
  const page = await openCases("chief");
  await page.getByRole("link", { name: "Figures" }).click();
  await page.getByRole("button", { name: "Call back…" }).click();
  await page.getByRole("dialog").getByText("opened by chief").waitFor();
  expect(await cases()).toHaveLength(1);
});
