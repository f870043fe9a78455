import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findLibreOffice, needLibreOffice } from "../../.build/libreoffice.mjs";
import { needsLinuxParts, thisSystem } from "../../.build/system.mjs";

/** Whether tests in LibreOffice belong to the run on this system: where it is there, and where it can be got. */
export const testsLibreOffice = findLibreOffice() !== undefined || needsLinuxParts(thisSystem());

/** A delimiter that a spreadsheet may guess, as the number of its character. */
export const DELIMITERS = { comma: 44, semicolon: 59, tab: 9 } as const;

/** How LibreOffice reads CSV files, and as what it writes them. */
interface Conversion {
  /** Its options for reading: delimiter, quote, UTF-8, first line, formats of columns. */
  read: string;
  /** Format and, behind a colon, filter and options. */
  write: string;
}

/**
 * Opens CSV files in LibreOffice, all of them at one start, and gives each as LibreOffice saves it.
 *
 * @see https://help.libreoffice.org/latest/en-US/text/shared/guide/csv_params.html
 */
function convert(files: readonly string[], { read, write }: Conversion): string[] {
  const folder = mkdtempSync(join(tmpdir(), "askling-spreadsheet-"));
  try {
    const paths = files.map((text, index) => {
      const path = join(folder, `${index}.csv`);
      writeFileSync(path, text);
      return path;
    });
    const results = join(folder, "results");
    const values = [
      // Its own profile: a running LibreOffice would take the order and say that it has done it.
      `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
      "--headless",
      `--infilter=CSV:${read}`,
      "--convert-to",
      write,
      "--outdir",
      results,
      ...paths,
    ];
    execFileSync(needLibreOffice(), values, { stdio: "pipe", timeout: 120_000 });
    const suffix = write.split(":")[0] ?? "";
    return files.map((_, index) => readFileSync(join(results, `${index}.${suffix}`), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The formulas that LibreOffice finds in each of some CSV files, read with a delimiter. */
export function formulasIn(files: readonly string[], delimiter: number): string[][] {
  const sheets = convert(files, { read: `${delimiter},34,76,1`, write: "fods" });
  return sheets.map((sheet) => {
    if (!sheet.includes("<table:table-cell")) throw new Error("LibreOffice read no cell.");
    return [...sheet.matchAll(/table:formula="([^"]*)"/g)].map(([, formula = ""]) => formula);
  });
}

/**
 * What LibreOffice reads in CSV files with commas, as CSV that it has written itself. Every column is read as text, or
 * it would write numbers and days in its own way.
 *
 * @param columns - at least as many as the widest file has
 */
export function readThrough(files: readonly string[], columns: number): string[] {
  const texts = Array.from({ length: columns }, (_, index) => `${index + 1}/2`).join("/");
  const write = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true";
  return convert(files, { read: `44,34,76,1,${texts}`, write });
}
