import type { SentRecord } from "../../widget/record/schema.ts";
import type { TestCollector } from "./collector.ts";
import { aRecord } from "./collectorRecords.ts";

const text = (en: string, zh: string) => ({ en, "zh-CN": zh });
const option = (id: string, en: string, zh: string) => ({ id, label: text(en, zh) });

/** A branch survey with one question of nearly every type. */
export const BRANCH_SURVEY = {
  id: "branch-service",
  name: "网点服务 · 满意度与推荐",
  benchmark: { nps: 40 },
  questions: [
    { id: "nps", type: "nps", title: text("How likely are you to recommend us?", "您有多大可能推荐我们？") },
    {
      id: "sat",
      type: "csat",
      title: text("How satisfied are you with this visit?", "您对本次服务满意吗？"),
    },
    {
      id: "why",
      type: "single",
      title: text("What mattered most?", "最主要的原因是什么？"),
      options: [
        option("waiting", "Waiting time", "等候时间"),
        option("staff", "Staff", "服务态度"),
        option("app", "The app", "手机银行"),
        option("fees", "Fees", "费用"),
      ],
      other: true,
    },
    { id: "reason", type: "text", title: text("What should we improve first?", "我们首先应该改进什么？") },
    {
      id: "staff",
      type: "matrix",
      title: text("How was our staff?", "工作人员如何？"),
      rows: [option("attitude", "Attitude", "态度"), option("solving", "Solving", "解决问题")],
      columns: [
        { ...option("poor", "Poor", "差"), value: 1 },
        { ...option("fair", "Fair", "一般"), value: 2 },
        { ...option("good", "Good", "好"), value: 3 },
      ],
    },
    {
      id: "rank",
      type: "ranking",
      title: text("Put these in order", "请排序"),
      options: [
        option("speed", "Speed", "速度"),
        option("price", "Price", "价格"),
        option("care", "Care", "关怀"),
      ],
    },
    { id: "age", type: "number", title: text("Years with us", "合作年数") },
    {
      id: "contact",
      type: "contact",
      title: text("May we call you?", "可以回电给您吗？"),
      fields: ["name", "phone"],
      consent: text("Yes, call me", "同意回电"),
    },
  ],
};

const BRANCHES = ["南湖支行", "城东支行", "高新区支行", "江北支行", "老城支行"];
/** How likely each branch is to please, and how often it asks. */
const QUALITY = [0.92, 0.86, 0.8, 0.72, 0.6];
const GOOD = [
  "大堂经理很热情，办得很快。",
  "Fast and friendly, thank you.",
  "网点环境舒适，服务态度好。",
  "Staff explained everything.",
];
const BAD = [
  "排了四十分钟，窗口只开了一个。",
  "手机银行转账总是失败，客服让我去网点。",
  "年费没有提前告诉我。",
  "Waited 40 minutes with one counter open.",
  "The app fails at every transfer.",
];

/** The same numbers for the same seed, from 0 to 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Records of the branch survey as they would have come in over some days.
 *
 * @param now - end of the last day
 */
export function branchRecords(
  count: number,
  { days, now, seed = 7 }: { days: number; now: Date; seed?: number },
): SentRecord[] {
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly Item[], index = Math.floor(random() * items.length)): Item => {
    const item = items[index];
    if (item === undefined) throw new Error("Nothing to pick from.");
    return item;
  };
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(now.getTime() - random() * days * 86_400_000 - 60_000).toISOString();
    const branch = Math.floor(random() ** 1.4 * BRANCHES.length);
    const isSmall = index % 211 === 5;
    const base = {
      shownAt: at,
      changedAt: at,
      survey: BRANCH_SURVEY.id,
      visitor: `visitor-${index}`,
      locale: random() < 0.75 ? "zh-CN" : "en",
      device: pick(["mobile", "mobile", "desktop"] as const),
      platform: pick(["wechat", "browser"] as const),
      touchpoint: pick(["counter", "app"]),
      user: {
        id: `user-${seed}-${index}`,
        traits: {
          branch: isSmall ? "滨江支行" : pick(BRANCHES, branch),
          tier: random() < 0.2 ? "VIP" : "basic",
        },
      },
    };
    if (random() > 0.62)
      return aRecord({
        ...base,
        state: random() < 0.1 ? "snoozed" : "dismissed",
        path: ["nps"],
        answers: {},
      });
    const isPleased = random() < pick(QUALITY, branch);
    const score = isPleased ? 8 + Math.floor(random() * 2.99) : Math.floor(random() ** 0.6 * 8);
    const answers: SentRecord["answers"] = {
      nps: score,
      sat: isPleased ? 4 + Math.round(random()) : 1 + Math.floor(random() * 3),
      why: isPleased ? pick(["staff", "staff", "app"]) : pick(["waiting", "waiting", "fees", "app"]),
    };
    if (random() < 0.45) answers.reason = isPleased ? pick(GOOD) : pick(BAD);
    if (random() < 0.5)
      answers.staff = {
        attitude: isPleased ? "good" : pick(["poor", "fair"]),
        solving: pick(["poor", "fair", "good"]),
      };
    if (random() < 0.4)
      answers.rank = random() < 0.5 ? ["speed", "care", "price"] : ["care", "speed", "price"];
    if (random() < 0.4) answers.age = Math.floor(random() * 20);
    if (!isPleased && random() < 0.6)
      answers.contact = { name: "李女士", phone: "+86 138 0000 0000", consent: true };
    return aRecord({ ...base, path: Object.keys(answers), answers });
  });
}

/** Posts records in as many batches as they need. */
export async function postAll(
  collector: TestCollector,
  records: readonly SentRecord[],
  key = "pk_bank",
): Promise<void> {
  for (let at = 0; at < records.length; at += 50) {
    const response = await collector.post(records.slice(at, at + 50), { key });
    if (!response.ok) throw new Error(`A batch was answered ${response.status}.`);
  }
}
