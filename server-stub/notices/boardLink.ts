import * as z from "zod/mini";
import type { Notice } from "./notice.ts";

const CaseNotice = z.object({ case: z.object({ id: z.string() }) });

/**
 * Where the board shows what a notice is about: the case, or else the site. It begins with the address that the
 * collector was told it has, never with one that a request claims.
 *
 * @param publicUrl - `PUBLIC_URL`, without a slash at its end
 * @param notice - default: none, for the board of the site
 */
export function boardLink(publicUrl: string, site: string, notice?: Pick<Notice, "data">): string {
  const url = new URL(`${publicUrl}/board`);
  const told = CaseNotice.safeParse(notice?.data);
  if (told.success) url.searchParams.set("page", "calls");
  url.searchParams.set("site", site);
  if (told.success) url.searchParams.set("case", told.data.case.id);
  return url.href;
}
