import { Messages } from "../../server-stub/answers/site.ts";
import { BRANCH_SURVEY, postAll } from "./boardData.ts";
import { startTestCollector, type TestCollector } from "./collector.ts";
import { aRecord } from "./collectorRecords.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { aToken } from "./tokens.ts";

const HOUR = 3_600_000;

/** A bank with an alarm, and with a webhook that could not be told of it. */
export interface TroubledBank {
  collector: TestCollector;
  /** What the webhook `ops` is sent to; answers 500 until told otherwise. */
  receiver: Receiver;
  close(): Promise<void>;
}

/** Starts a bank whose NPS was too low four days ago, and whose webhook has been failing ever since. */
export async function startTroubledBank(): Promise<TroubledBank> {
  let time: number | undefined = Date.now() - 80 * HOUR;
  const receiver = await startReceiver(() => ({ status: 500 }));
  const collector = await startTestCollector({
    now: () => new Date(time ?? Date.now()),
    manifest: { version: 1, surveys: [BRANCH_SURVEY] },
    config: {
      sites: [
        {
          key: "pk_bank",
          origins: ["*"],
          manifest: "./surveys.json",
          alerts: [{ survey: BRANCH_SURVEY.id, question: "nps", figure: "nps", below: 30, days: 1 }],
          followUp: [{ survey: BRANCH_SURVEY.id, when: { answer: "nps", lte: 6 }, within: "2h" }],
          webhooks: [{ name: "ops", kind: "json", url: receiver.url, on: ["alert"] }],
        },
      ],
      tokens: [aToken("chief", "admin")],
      timeZone: "Asia/Shanghai",
    },
  });
  const yesterday = new Date(time - 24 * HOUR).toISOString();
  const records = [0, 2, 3, 5, 6, 7, 9].map((nps, index) =>
    aRecord({
      survey: BRANCH_SURVEY.id,
      shownAt: yesterday,
      changedAt: yesterday,
      visitor: `visitor-${index}`,
      user: { id: `user-${index}`, traits: { branch: "老城支行" } },
      answers: { nps, reason: "Waited 40 minutes with one counter open." },
    }),
  );
  await postAll(collector, records);
  await collector.evaluateAlerts();
  for (let waiting = await nextAttempt(collector); waiting; waiting = await nextAttempt(collector)) {
    time = Date.parse(waiting);
    await collector.deliver();
  }
  time = undefined;
  await collector.followUp();
  return {
    collector,
    receiver,
    async close() {
      await collector.close();
      await receiver.close();
    },
  };
}

/** When the message that waits is tried next. */
async function nextAttempt(collector: TestCollector): Promise<string | undefined> {
  const response = await collector.get("/v1/messages?state=waiting");
  return Messages.parse(await response.json()).messages[0]?.nextAt;
}
