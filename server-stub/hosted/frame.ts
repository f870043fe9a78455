import { html } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** A piece of a page. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** What every page here has in common. */
export interface Frame {
  title: string;
  /** Tag of the language it is read in. */
  language: string;
  /** Looks that the survey insists on. Default: the reader's. */
  colorScheme?: string | undefined;
  /** Further elements of the head. */
  head?: Html;
  body: Html;
}

/** Languages that are written from right to left. */
const MIRRORED = /^(?:ar|fa|he|ur)\b/i;

/** A whole page. What it loads lies beside the collector's other files, wherever a proxy puts them. */
export function renderFrame({ title, language, colorScheme = "auto", head, body }: Frame): Html {
  return html`<!doctype html>
<html lang="${language.replace(/_/g, "-")}" dir="${MIRRORED.test(language) ? "rtl" : "ltr"}" data-scheme="${colorScheme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../hosted.css">
${head}
</head>
<body>
${body}
</body>
</html>
`;
}
