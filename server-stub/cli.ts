#!/usr/bin/env node
import { Command } from "commander";
import { backUp } from "./commands/backup.ts";
import { checkFiles } from "./commands/check.ts";
import { runServe } from "./commands/serve.ts";
import { makeToken } from "./commands/token.ts";
import { endWith, exportSite, importFile } from "./commands/transfer.ts";

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

await program.parseAsync();
