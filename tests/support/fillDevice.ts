import type { Page } from "playwright-core";
import { editRows } from "./deviceRows.ts";

/** Fills the device with copies of the record that lies on it, each with a comment of usual length, or of so many times 37 characters. */
export const fillDevice = (page: Page, rows: number, times = 6) =>
  page
    .evaluate((wanted) => Object.assign(window, wanted), { wantedRows: rows, wantedTimes: times })
    .then(() =>
      editRows(page, (known) => {
        const [key = ""] = Object.keys(known).filter((one) => one.startsWith("r:"));
        const { record } = known[key];
        const copies: Record<string, unknown> = {};
        for (let at = 0; at < Reflect.get(window, "wantedRows"); at++) {
          const id = `copy-${String(at).padStart(6, "0")}`;
          const answers = {
            ...record.answers,
            reason: "It took a week longer than promised. ".repeat(Reflect.get(window, "wantedTimes")),
          };
          copies[`r:${id}`] = { rev: record.rev, record: { ...record, id, answers } };
        }
        return copies;
      }),
    );
