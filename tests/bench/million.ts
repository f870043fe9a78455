import Database from "libsql";
import { openStore } from "../../server-stub/store/open.ts";

const DAY_MS = 86_400_000;
const BRANCHES = 14;
const WORDS = ["queue", "friendly", "app", "slow", "staff", "clear", "transfer", "wait", "helpful", "window"];

/** A database of many records of one survey. */
export interface BigDatabase {
  /** Of the SQLite file. */
  path: string;
  records: number;
  /** Days that they are spread over, up to now. */
  days: number;
  site: string;
  survey: string;
}

/**
 * Fills a SQLite file as a bank's programme would: of the people asked two in five answer, over 14 branches, with a
 * score, a satisfaction, an effort, and now and then a sentence.
 */
export async function fillDatabase({ path, records, days, site, survey }: BigDatabase): Promise<void> {
  await (await openStore(`sqlite:${path}`)).close();
  const database = new Database(path);
  // Nobody minds if what this writes is lost with the power.
  for (const pragma of ["journal_mode=WAL", "synchronous=OFF", "cache_size=-200000"]) database.pragma(pragma);
  const columns =
    "site,id,rev,survey,state,shown_at,clock,received_at,updated_at,identity,user_id,visitor,digest,body";
  const insert = database.prepare<unknown[]>(
    `insert into records (${columns}) values (${columns.replace(/\w+/g, "?")})`,
  );
  const end = Date.now();
  let seed = 1;
  const chance = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const whole = (below: number) => Math.floor(chance() * below);
  database.exec("begin");
  for (let index = 0; index < records; index++) {
    // In the order of their arrival, as rows come.
    const at = new Date(end - (1 - index / records) * days * DAY_MS).toISOString();
    const answered = chance() < 0.4;
    const score = Math.min(10, 3 + whole(9));
    const text = Array.from({ length: 8 }, () => WORDS[whole(WORDS.length)]).join(" ");
    const answers = answered
      ? {
          score,
          sat: Math.min(5, 2 + whole(4)),
          ease: 1 + whole(7),
          ...(chance() < 0.3 ? { reason: text } : {}),
        }
      : {};
    const id = crypto.randomUUID();
    const user = `customer-${whole(300_000)}`;
    const body = JSON.stringify({
      id,
      rev: 2,
      survey,
      surveyRevision: 1,
      touchpoint: "counter",
      state: answered ? "complete" : "dismissed",
      shownAt: at,
      changedAt: at,
      path: answered ? Object.keys(answers) : ["score"],
      answers,
      trigger: { on: "event", name: "visit_done", props: { window: whole(9) } },
      visitor: id,
      user: { id: user, traits: { branch: `branch-${whole(BRANCHES)}`, plan: whole(10) ? "plain" : "vip" } },
      page: { url: "https://bank.example/visits/done", referrer: "" },
      locale: "zh-CN",
      platform: "wechat",
      device: "mobile",
    });
    insert.run([
      site,
      id,
      2,
      survey,
      answered ? "complete" : "dismissed",
      at,
      "age",
      at,
      at,
      "unsigned",
      user,
      id,
      "d".repeat(64),
      body,
    ]);
    if (index % 20_000 === 0) database.exec("commit; begin");
  }
  database.exec("commit");
  database.pragma("wal_checkpoint(truncate)");
  database.close();
}
