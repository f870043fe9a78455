import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Built files that a browser loads, and whether they are classic scripts or modules. */
export const BROWSER_FILES: Record<string, "script" | "module"> = {
  "askling.js": "script",
  "askling.full.js": "script",
  "askling-prompt.js": "module",
  "askling-check.js": "module",
  "askling-session.js": "module",
  "index.js": "module",
};

/** Path of a file that the build has made. */
export const builtPath = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

export const readBuilt = (name: string) => readFileSync(builtPath(name));
