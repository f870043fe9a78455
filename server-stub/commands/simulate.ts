import { checkManifest } from "../../widget/manifest/check.ts";
import { patternFault } from "../../widget/manifest/pattern.ts";
import type { Manifest } from "../../widget/manifest/schema.ts";
import { JsonFileError, parseJson, readTextFile } from "../config/json.ts";
import type { Assumptions } from "../simulation/assumptions.ts";
import { type Simulation, simulate } from "../simulation/simulate.ts";
import { isKnown } from "../simulation/visitor.ts";
import { formatWithSuggestion } from "../suggestion.ts";

/** How `askling simulate` prints. */
interface SimulateOptions extends Assumptions {
  /** When the first day begins, milliseconds since 1970. */
  start: number;
  /** Takes a line for people. Default: standard output. */
  print?(line: string): void;
  /** Takes a problem. Default: standard error. */
  printError?(line: string): void;
}

/**
 * `askling simulate FILE`: prints how many prompts each survey would show, and to how many visitors.
 *
 * @returns the exit code: 0, or 1 if the manifest has a fault
 */
export function simulateFile(
  file: string,
  { start, print = console.log, printError = console.error, ...assumptions }: SimulateOptions,
): number {
  let input: unknown;
  try {
    input = parseJson(readTextFile(file));
  } catch (error) {
    if (!(error instanceof JsonFileError)) throw error;
    printError(`${file}: ${error.message}`);
    return 1;
  }
  const { manifest, surveys, unknownKeys } = checkManifest(input, patternFault);
  const problems = [...manifest, ...[...surveys.values()].flat(), ...unknownKeys];
  for (const problem of problems) printError(`${file}: ${formatWithSuggestion(problem)}`);
  if (problems.length) return 1;
  // The check has passed.
  const checked = input as Manifest;
  for (const line of formatSimulation(simulate(checked, assumptions, start), assumptions)) print(line);
  for (const line of formatGuesses(checked)) print(line);
  return 0;
}

function formatSimulation({ surveys, all }: Simulation, { visitors, days }: Assumptions): string[] {
  const rows = [
    ["survey", "showings", "people", "share", "most per visitor"],
    ...[...surveys, ...(surveys.length > 1 ? [all] : [])].map(
      ({ survey, showings, people, maxPerVisitor }) => [
        survey,
        String(showings),
        String(people),
        `${((100 * people) / visitors).toFixed(1)} %`,
        String(maxPerVisitor),
      ],
    ),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join("  "),
  );
  return [`${visitors} visitors over ${days} days:`, "", ...lines];
}

/** What was taken for granted because a simulation cannot know it. */
function formatGuesses({ surveys }: Manifest): string[] {
  const open = surveys.filter(({ audience }) => audience && !isKnown(audience)).map(({ id }) => id);
  if (!open.length) return [];
  return ["", `Everybody is taken to fit the address, traits and the like of: ${open.join(", ")}.`];
}
