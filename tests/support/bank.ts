import { readFileSync } from "node:fs";
import { signUser } from "../../server-stub/ingest/identity.ts";
import type { SentRecord } from "../../widget/record/schema.ts";
import { aRecord } from "./collectorRecords.ts";
import { aToken } from "./tokens.ts";

const template = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../demo/templates/${name}`, import.meta.url), "utf8"));

export const BANK_KEY = "pk_branch";
export const BANK_SURVEY = "branch-visit";
export const BANK_ZONE = "Asia/Shanghai";
const SECRET = "the bank's secret";

/** The branches that hold the accounts. */
export const BRANCHES: readonly string[] = [
  "南湖支行",
  "城东支行",
  "高新区支行",
  "江北支行",
  "老城支行",
  "滨江支行",
  "东门支行",
  "西关支行",
  "北站支行",
  "人民路支行",
  "解放路支行",
  "中山路支行",
  "大学城支行",
  "机场支行",
];

/** Name and token of who calls a branch's customers back, and of who reads its figures. */
export const deskOf = (branch: string) => `branch-${BRANCHES.indexOf(branch)}-desk`;
export const managerOf = (branch: string) => `branch-${BRANCHES.indexOf(branch)}-manager`;

/** The survey and the rule as the templates of the demo have them. */
export const BANK_MANIFEST: object = template("branch-callback.json");

/** The template's configuration, with webhooks and with two tokens for each branch that see it alone. */
export function bankConfig(webhooks: readonly object[] = []): object {
  const config = template("branch-callback.config.json");
  const site = { ...config.sites[0], manifest: "./surveys.json", secret: SECRET, webhooks };
  const tokens = BRANCHES.flatMap((branch) => {
    const where = { "trait.branch": [branch] };
    return [aToken(deskOf(branch), "care", { where }), aToken(managerOf(branch), "analyst", { where })];
  });
  return { ...config, sites: [site], tokens: [aToken("head-office", "admin"), ...tokens] };
}

/** Who answered on which day. */
export interface Respondent {
  user: string;
  name: string;
  /** That holds the account. */
  branch: string;
  /** Where they were served. */
  visited: string;
  /** `YYYY-MM-DD`, in the bank's zone. */
  day: string;
  /** 1 to 5. */
  sat: number;
  complaint?: string;
}

/** The branches in turn. */
export const branchAt = (index: number) => BRANCHES[index % BRANCHES.length] ?? "";
const RESPONDENTS = 671;
const UNHAPPY = 24;
/** Every so many-th is unhappy; no divisor of the branches, so that all of them have some. */
const UNHAPPY_EVERY = 27;

/** 671 respondents, as evenly over 14 branches and the days as can be; 24 of them are unhappy. */
export function respondentsOver(days: readonly [string, ...string[]]): Respondent[] {
  return Array.from({ length: RESPONDENTS }, (_, index) => {
    const number = String(index).padStart(4, "0");
    const turn = index / UNHAPPY_EVERY;
    const isUnhappy = Number.isInteger(turn) && turn < UNHAPPY;
    const branch = branchAt(index);
    return {
      user: `customer-${number}`,
      name: `客户${number}`,
      branch,
      visited: index % 5 ? branch : branchAt(index + 3),
      day: days[Math.floor(index / BRANCHES.length) % days.length] ?? days[0],
      sat: isUnhappy ? 1 + (turn % 3) : 4 + (index % 2),
      ...(isUnhappy ? { complaint: `排队太久 (customer-${number})` } : {}),
    };
  });
}

/** What a respondent sends, signed by the bank. */
export function recordOfRespondent(
  { user, name, branch, visited, sat, complaint }: Respondent,
  shownAt: Date,
): SentRecord {
  const expires = Math.floor(shownAt.getTime() / 1000) + 3_600;
  const call = { name, phone: "+86 138 0000 0000", consent: true };
  const time = shownAt.toISOString();
  return aRecord({
    survey: BANK_SURVEY,
    touchpoint: "branch",
    shownAt: time,
    changedAt: time,
    visitor: `device of ${user}`,
    user: { id: user, traits: { branch }, expires, signature: signUser(user, expires, SECRET) },
    trigger: { on: "event", name: "branch_visit_ended", props: { branch: visited } },
    answers: complaint === undefined ? { sat } : { sat, what: ["queue"], tell: complaint, call },
  });
}
