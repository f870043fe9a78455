import type { Survey } from "../../widget/manifest/schema.ts";

/**
 * What the page may load and do: the collector's files, nothing inline, and the pictures that its options name. The
 * nonce is for the style element that the prompt makes itself in engines without constructed sheets.
 */
export function policyFor(survey: Survey | undefined, nonce: string): string {
  const pictures = new Set(
    survey?.questions
      .flatMap((question) => ("options" in question ? question.options : []))
      .flatMap(({ image }) => originOf(image)),
  );
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src ${["'self'", "data:", ...pictures].join(" ")}`,
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join("; ");
}

function originOf(image: string | undefined): string[] {
  return image !== undefined && /^https?:/i.test(image) && URL.canParse(image) ? [new URL(image).origin] : [];
}
