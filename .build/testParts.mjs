// What the tests need beside npm's packages: found, got where it is missing, or named.
import { needChromium } from "./chromium.mjs";
import { findLibreOffice, needLibreOffice } from "./libreoffice.mjs";
import { findPgBouncer, needPgBouncer } from "./pgbouncer.mjs";
import { needPostgres } from "./postgres.mjs";
import { needsLinuxParts, thisSystem } from "./system.mjs";

/**
 * `need` finds a part or gets it, and throws a sentence where it can do neither; `variable` tells the tests where it
 * is. A part `linuxOnly` is required where `needsLinuxParts` says so; tests that use it ask `.build/system.mjs` too.
 */
const PARTS = [
  { name: "Chromium", need: needChromium, variable: "ASKLING_CHROMIUM" },
  { name: "PostgreSQL", need: needPostgres, variable: "ASKLING_POSTGRES" },
  // From a package of npm, for one kind of processor; needs libraries that Debian's Chromium brings.
  { name: "Chromium 67", linuxOnly: true },
  // Where it is there already it is used on every system.
  {
    name: "LibreOffice",
    need: needLibreOffice,
    variable: "ASKLING_LIBREOFFICE",
    linuxOnly: findLibreOffice() === undefined,
  },
  {
    name: "PgBouncer",
    need: needPgBouncer,
    variable: "ASKLING_PGBOUNCER",
    linuxOnly: findPgBouncer() === undefined,
  },
];

/** Gets every part ready; returns what is missing, in sentences, and the names of what is not for this system. */
export function testParts(parts = PARTS, system = thisSystem()) {
  const missing = [];
  const notHere = [];
  for (const { name, need, variable, linuxOnly } of parts)
    if (linuxOnly && !needsLinuxParts(system)) notHere.push(name);
    else
      try {
        const found = need?.();
        if (variable) process.env[variable] = found;
      } catch (error) {
        missing.push(error.message);
      }
  return { missing, notHere };
}
