/**
 * An address that may be opened from a prompt, or `undefined`: http, https, mailto, tel, sms, or relative to
 * the page. Judged as the browser reads it, so that `java\nscript:` and the like do not pass.
 */
export function safeUrl(url: string): string | undefined {
  try {
    const { href, protocol } = new URL(url, document.baseURI);
    const safe = /^(?:https?|mailto|tel|sms):$/.test(protocol) || protocol === location.protocol;
    return safe ? href : undefined;
  } catch {
    return undefined;
  }
}
