import type { BrowserContext } from "playwright-core";

/** Watches what pages write on the console and throw. */
export interface Guard {
  /** `type: text` of every console message, and `thrown: text` of every uncaught error. */
  messages: string[];
  /** Lets messages of this kind pass, if there are any. */
  allow(pattern: RegExp): void;
  /** @throws if there was a message that nobody allowed */
  check(): void;
}

/** What Chromium itself writes when a request fails; no page can prevent it. */
export const FAILED_REQUEST = /^error: Failed to load resource|^error: Access to fetch at .* blocked by CORS/;

/** Watches all pages of a context. */
export function guardContext(context: BrowserContext): Guard {
  const messages: string[] = [];
  const allowed: RegExp[] = [];
  context.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  context.on("weberror", (error) => messages.push(`thrown: ${String(error.error())}`));
  return {
    messages,
    allow: (pattern) => void allowed.push(pattern),
    check() {
      const unexpected = messages.filter((message) => !allowed.some((pattern) => pattern.test(message)));
      if (unexpected.length) throw new Error(`The page's console was not silent:\n${unexpected.join("\n")}`);
    },
  };
}
