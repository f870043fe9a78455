#!/usr/bin/env node
import { Command } from "commander";
import { checkFiles } from "./commands/check.ts";
import { runServe } from "./commands/serve.ts";

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
  DATABASE_URL         sqlite:PATH; default sqlite:./data/askling.db
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

await program.parseAsync();
