import { BRANCH_SURVEY, branchRecords, postAll } from "./boardData.ts";
import { startTestCollector, type TestCollector } from "./collector.ts";
import { aToken } from "./tokens.ts";

/** A survey beside the branch survey, whose only figure is a mean. */
export const HALL_SURVEY = {
  id: "hall",
  questions: [{ id: "stars", type: "rating", title: "The hall" }],
};

const site = (key: string) => ({
  key,
  origins: ["*"],
  manifest: "./surveys.json",
  followUp: [
    { survey: BRANCH_SURVEY.id, when: { answer: "nps", lte: 6 }, within: "2h", assign: "trait.branch" },
  ],
});

/** A collector of two sites, `pk_bank` and `pk_shop`, with the tokens `chief`, `analyst` and `care`. */
export function startSmallBank(): Promise<TestCollector> {
  return startTestCollector({
    config: {
      sites: [site("pk_bank"), site("pk_shop")],
      tokens: [aToken("chief", "admin"), aToken("analyst", "analyst"), aToken("care", "care")],
      timeZone: "Asia/Shanghai",
    },
    manifest: { version: 1, surveys: [BRANCH_SURVEY, HALL_SURVEY] },
  });
}

/** The same with answers of the last days at `pk_bank`, and the cases they open. */
export async function startBusyBank(records = 120): Promise<TestCollector> {
  const bank = await startSmallBank();
  await postAll(bank, branchRecords(records, { days: 6, now: new Date() }));
  await bank.followUp();
  return bank;
}
