import { writeFileSync } from "node:fs";
import { applyEdits, modify } from "jsonc-parser";
import { checkManifest } from "../../widget/manifest/check.ts";
import { patternFault } from "../../widget/manifest/pattern.ts";
import { JsonFileError, parseJson, readTextFile } from "../config/json.ts";
import { checkAllReachability, listedSurveys } from "../config/manifest.ts";
import { formatWithSuggestion } from "../suggestion.ts";

/** How `askling check` prints and what it writes. */
interface CheckOptions {
  /** Writes the fingerprint into files that pass. */
  stamp: boolean;
  /** Takes a line for people. Default: standard output. */
  print?(line: string): void;
  /** Takes a problem. Default: standard error. */
  printError?(line: string): void;
}

/**
 * `askling check FILE...`
 *
 * @returns the exit code: 0 if every file is fine, else 1
 */
export function checkFiles(
  files: readonly string[],
  { stamp, print = console.log, printError = console.error }: CheckOptions,
): number {
  let wrong = 0;
  for (const file of files) {
    const { problems, notes, summary, text } = checkFile(file);
    for (const problem of problems) printError(`${file}: ${problem}`);
    for (const note of notes) printError(`${file}: note: ${note}`);
    wrong += problems.length;
    if (problems.length) continue;
    if (stamp) writeFileSync(file, stampText(text));
    print(`${file}: fine, ${summary}${stamp ? "; stamped" : ""}.`);
  }
  if (wrong) printError(wrong === 1 ? "1 problem." : `${wrong} problems.`);
  return wrong ? 1 : 0;
}

interface FileCheck {
  problems: string[];
  /** What may be meant as it is; it does not count. */
  notes: string[];
  summary: string;
  text: string;
}

function checkFile(file: string): FileCheck {
  try {
    const text = readTextFile(file);
    const input = parseJson(text);
    const { manifest, surveys, unknownKeys } = checkManifest(input, patternFault);
    const { faults, notes } = checkAllReachability(input, (index) => !surveys.has(index));
    const problems = [...manifest, ...[...surveys.values()].flat(), ...unknownKeys, ...faults];
    return {
      problems: problems.map((problem) => formatWithSuggestion(problem)),
      notes: notes.map((note) => formatWithSuggestion(note)),
      summary: summarize(input),
      text,
    };
  } catch (error) {
    if (!(error instanceof JsonFileError)) throw error;
    return { problems: [error.message], notes: [], summary: "", text: "" };
  }
}

function summarize(input: unknown): string {
  const count = listedSurveys(input).length;
  return count === 1 ? "1 survey" : `${count} surveys`;
}

/** The manifest's text with `checked` set and everything else as its owner wrote it. */
function stampText(text: string): string {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
  const edits = modify(text, ["checked"], __FINGERPRINT__, {
    formattingOptions: {
      insertSpaces: !indent.startsWith("\t"),
      tabSize: indent.length,
      eol: text.includes("\r\n") ? "\r\n" : "\n",
    },
  });
  return applyEdits(text, edits);
}
