// Finds LibreOffice for the tests that open exports in a spreadsheet, and gets it where there is none.
import { delimiter, join } from "node:path";
import { debianWays, findProgram, obtain } from "./obtain.mjs";
import { thisSystem } from "./system.mjs";

const places = () => [
  process.env.ASKLING_LIBREOFFICE,
  ...(process.env.PATH ?? "").split(delimiter).map((folder) => folder && join(folder, "soffice")),
  "/usr/bin/soffice",
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.com",
];

/** Path of LibreOffice's command on this machine, or undefined. */
export const findLibreOffice = () => findProgram(places());

/** Ways to get LibreOffice on a system; `run` starts a program and waits for it. */
export const libreOfficeWays = (system, run) => debianWays(system, ["libreoffice-calc"], run);

/** Path of LibreOffice's command; gets it if there is none. */
export const needLibreOffice = () =>
  obtain(
    "LibreOffice",
    findLibreOffice,
    libreOfficeWays(thisSystem()),
    "Install it, or set ASKLING_LIBREOFFICE to the path of soffice.",
  );
