import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Path of a file that the build has made. */
export const builtPath = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

/** Built files that a browser loads, and whether they are classic scripts or modules. */
export const BROWSER_FILES: Record<string, "script" | "module"> = Object.fromEntries(
  readdirSync(builtPath("."))
    .filter((name) => name.endsWith(".js"))
    .map((name) => [name, /^(?:askling(?:\.full(?:\.all)?)?|hosted)\.js$/.test(name) ? "script" : "module"]),
);

export const readBuilt = (name: string) => readFileSync(builtPath(name));
