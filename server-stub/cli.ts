#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { backUp } from "./commands/backup.ts";
import { checkFiles } from "./commands/check.ts";
import { type LinkOptions, makePersonalLinks } from "./commands/links.ts";
import { endWithReader } from "./commands/output.ts";
import { type ReportOptions, reportSurvey } from "./commands/report.ts";
import { runServe } from "./commands/serve.ts";
import { simulateFile } from "./commands/simulate.ts";
import { makeToken } from "./commands/token.ts";
import { endWith, exportSite, importFile } from "./commands/transfer.ts";
import { REPORT_LANGUAGES } from "./report/words.ts";
import { type Assumptions, USUAL } from "./simulation/assumptions.ts";

const program = new Command("askling")
  .description("Feedback surveys: checks what a site owner writes, collects what respondents answer.")
  .version(__VERSION__, "-V, --version", "print the version")
  .helpOption("-h, --help", "print this help")
  .helpCommand("help [command]", "print the help of a command")
  .showHelpAfterError("(askling --help lists what is possible)")
  // What was typed wrong ends with 2, so that scripts can tell it from what was found wrong, which ends with 1.
  .exitOverride(({ exitCode }) => process.exit(exitCode ? 2 : 0));

program
  .command("serve")
  .description("start the collector")
  .addHelpText(
    "after",
    `
Settings (environment variables):
  PORT                 where it listens; default 4470
  HOST                 default 127.0.0.1
  DATABASE_URL         sqlite:PATH or postgres://…; default sqlite:./data/askling.db
  PUBLIC_URL           address that people reach it by, such as https://ask.example; without it messages carry
                       no link
  ASKLING_CONFIG       path of askling.config.json; default: the demo's
  ASKLING_ADMIN_TOKEN  token with role admin; default: made at the first start and kept beside the data`,
  )
  .action(() => runServe(process.env));

program
  .command("check")
  .description("check manifests: prints every problem with path, found and expected")
  .argument("<file...>", "manifests (JSON)")
  .option(
    "--stamp",
    "write the fingerprint of this check into files that pass, so that browsers need not check",
  )
  .action((files: string[], { stamp = false }: { stamp?: boolean }) => {
    process.exitCode = checkFiles(files, { stamp });
  });

program
  .command("token")
  .description("make a token and print it once, with its entry for the configuration")
  .argument("<name>", "whose it is, for the log")
  .requiredOption("--role <role>", "analyst (figures and records), care (cases) or admin (all)")
  .option("--site <key...>", "only these sites")
  .option("--where <name=value...>", "only records with this value, such as trait.branch=north")
  .action((name: string, options: { role: string; site?: string[]; where?: string[] }) =>
    endWith(() => makeToken(name, options)),
  );

program
  .command("backup")
  .description("copy the SQLite database of DATABASE_URL, also while a collector runs")
  .argument("<file>", "the copy, which must not exist yet")
  .action((file: string) => endWith(() => backUp(file, process.env)));

program
  .command("export")
  .description("print everything that is kept of a site as NDJSON")
  .argument("<site>", "key of the site")
  .action((site: string) => endWith(() => exportSite(site, process.env)));

program
  .command("import")
  .description("take in what export printed; may be repeated")
  .argument("<file>", "NDJSON, or - for standard input")
  .option("--site <key>", "import into this site instead of the one that was exported")
  .action((file: string, options: { site?: string }) =>
    endWith(() => importFile(file, options, process.env)),
  );

program
  .command("report")
  .description("print a survey's figures, as GET /v1/surveys/:id/results gives them")
  .argument("<survey>", "id of the survey")
  .option("--site <key>", "the site; needed where the configuration has several")
  .option("--from <time>", "such as 2026-11-01; in the configuration's time zone, or that of --tz")
  .option("--to <time>", "exclusive")
  .option("--by <dimensions>", "groups, such as trait.branch; A,B for two levels, A|B for the first present")
  .option("--filter <name:value...>", "only these records, such as trait.branch:north")
  .addOption(new Option("--step <step>", "a trend").choices(["day", "week", "month"]))
  .addOption(
    new Option("--compare [period]", "with the period before; needs --from")
      .choices(["previous"])
      .preset("previous"),
  )
  .addOption(new Option("--count <what>", "what counts").choices(["records", "people"]))
  .option("--tz <zone>", "time zone of days")
  .addOption(
    new Option("--lang <language>", "language of the words")
      .choices(REPORT_LANGUAGES)
      .default(/^zh/i.test(process.env.LC_ALL || process.env.LANG || "") ? "zh-CN" : "en"),
  )
  .option("--json", "as JSON")
  .option("--html <file>", "as a page with charts that needs nothing besides itself")
  .action((survey: string, options: ReportOptions) =>
    endWith(() => reportSurvey(survey, options, process.env)),
  );

/** A number of an option, within bounds. */
const number = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (!text.trim() || !(value >= min && value <= max))
    throw new InvalidArgumentError(`Expected a number from ${min} to ${max}.`);
  return value;
};

program
  .command("links")
  .description("make a link to a survey for each person of a list; prints the list with the addresses")
  .argument("<survey>", "id of the survey")
  .argument("<file>", "CSV in UTF-8; the column user names the person, all others are traits")
  .option("--base <url>", "where people reach the collector; default: PUBLIC_URL, else where it listens")
  .option("--channel <name>", "which way the links are handed out, such as mail")
  .option("--days <number>", "days until they expire", number(1, 366), 30)
  .option("--site <key>", "key of the site, where there are several")
  .action((survey: string, file: string, options: LinkOptions) =>
    endWith(() => makePersonalLinks(survey, file, options, process.env)),
  );

/** `KIND=SHARE`, gathered. */
function chance(text: string, before: Assumptions["chances"]): Assumptions["chances"] {
  const [kind = "", share = ""] = text.split("=");
  if (!(kind in USUAL.chances))
    throw new InvalidArgumentError(
      `Expected one of ${Object.keys(USUAL.chances).join(", ")}, "=", and a share.`,
    );
  return { ...before, [kind]: number(0, 1)(share) };
}

program
  .command("simulate")
  .description("play visitors on a manifest: how many prompts each survey would show, and to how many people")
  .argument("<file>", "manifest (JSON)")
  .option("--visitors <number>", "how many visitors", number(1, 10_000_000), USUAL.visitors)
  .option("--days <number>", "how many days", number(1, 3_650), USUAL.days)
  .option(
    "--visit-every <days>",
    "days between two visits, on average",
    number(0.05, 3_650),
    USUAL.visitEvery,
  )
  .option("--pages <number>", "pages of a visit, on average", number(1, 1_000), USUAL.pages)
  .option("--answered <share>", "share of prompts that are answered", number(0, 1), USUAL.answered)
  .option("--dismissed <share>", "share of prompts that are closed unanswered", number(0, 1), USUAL.dismissed)
  .addOption(
    new Option("--chance <kind=share>", "share of pages on which a trigger of that kind fires; repeatable")
      .argParser(chance)
      .default(
        USUAL.chances,
        Object.entries(USUAL.chances)
          .map(([kind, share]) => `${kind}=${share}`)
          .join(" "),
      ),
  )
  .option("--seed <number>", "the same seed gives the same result", number(0, 2 ** 32 - 1), USUAL.seed)
  .addOption(
    new Option("--start <time>", "first day, such as 2026-11-01, for startAt and endAt")
      .argParser((text) => {
        const time = Date.parse(text);
        if (Number.isNaN(time)) throw new InvalidArgumentError("Expected a date such as 2026-11-01.");
        return time;
      })
      .default(Date.now(), "now"),
  )
  .action(
    (
      file: string,
      {
        chance: chances,
        ...options
      }: Omit<Assumptions, "chances"> & { start: number; chance: Assumptions["chances"] },
    ) => {
      process.exitCode = simulateFile(file, { ...options, chances });
    },
  );

// A collector goes on without its reader; every other command has nothing left to do.
program.hook("preAction", (_program, command) => {
  if (command.name() !== "serve") endWithReader();
});
await program.parseAsync();
