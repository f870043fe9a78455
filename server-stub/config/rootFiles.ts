import { accessSync, constants, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { type Problem, problemAt } from "../../widget/manifest/problem.ts";

/** Content types of the files that are served, by the ending of its name. */
export const FILE_TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/**
 * Files for the root that cannot be served: they are not there, may not be read, or are of a kind that is not served.
 *
 * @param files - absolute paths
 * @param at - path of the list in the configuration
 */
export function rootFileFaults(files: readonly string[], at: readonly PropertyKey[]): Problem[] {
  return files.flatMap((file, index) => {
    const expected = isServed(file)
      ? isReadable(file)
        ? undefined
        : "a file that is there and can be read"
      : `a name of plain letters that ends in ${Object.keys(FILE_TYPES).join(", ")}`;
    return expected ? [problemAt([...at, index], file, expected)] : [];
  });
}

const isServed = (file: string) => /^[\w-][\w.-]*$/.test(basename(file)) && extname(file) in FILE_TYPES;

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
