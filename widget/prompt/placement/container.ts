import { findAll } from "../../loader/shadow.ts";
import type { ShowRequest } from "../needs.ts";
import { findPageModal } from "./page-modal.ts";

/** The container that a survey is asked for in, as the page has it now. */
export function containerOf({
  survey,
  into = survey.display?.into,
}: Pick<ShowRequest, "survey" | "into">): Element | undefined {
  return typeof into === "string" ? findAll(into)[0] : into;
}

/** Where what the page's modals cover belongs. */
export const edgeOfPage = () => document.body ?? document.documentElement;

/** Where a prompt that floats over the page belongs. */
export const overPage = () => findPageModal() ?? edgeOfPage();
