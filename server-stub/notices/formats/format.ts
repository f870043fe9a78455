import * as z from "zod/mini";
import type { ChatMessage, Language } from "../card.ts";
import type { WebhookAnswer, WebhookRequest } from "../post.ts";
import type { NoticeWords } from "../words.ts";

/** What became of an attempt. */
export type Verdict =
  | { isSent: true }
  | {
      isSent: false;
      /** For the owner: names and codes, nothing of what the receiver said. */
      reason: string;
      /** Whether it is this message that was turned down, and not the address that has trouble. */
      isRefused: boolean;
      /** Milliseconds that the receiver wants to be left alone. */
      waitMs: number;
    };

/** How a chat is written to. */
export interface ChatFormat {
  language: Language;
  /** Milliseconds from one request to the next that keep below the vendor's limit. */
  gapMs: number;
  /** Bytes that a body may have. */
  largest: number;
  /** The body, before it is signed. */
  format(message: ChatMessage, words: NoticeWords): Readonly<Record<string, unknown>>;
  /** The request, signed if there is a secret. */
  sign(body: Readonly<Record<string, unknown>>, to: SignedAddress): WebhookRequest;
  /** What a text that came with a status of 2xx means. */
  verdictOf(text: string): Verdict;
}

/** Where a request goes, and what it is signed with. */
export interface SignedAddress {
  url: string;
  secret: string | undefined;
  now: Date;
}

/** Bodies are JSON in UTF-8, everywhere. */
export const JSON_HEADERS = { "Content-Type": "application/json; charset=utf-8" } as const;

/** A request with a body as it is. */
export function plainRequest(body: object, url: string): WebhookRequest {
  return { url, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/** What an answer means, as far as its status tells; `verdictOf` reads the text of a 2xx. */
export function verdictOnAnswer(answer: WebhookAnswer, verdictOf: (text: string) => Verdict): Verdict {
  if ("reason" in answer) return { isSent: false, reason: answer.reason, isRefused: false, waitMs: 0 };
  const { status, body, retryAfterMs } = answer;
  if (status >= 200 && status < 300) return verdictOf(body);
  const isBusy = status === 408 || status === 425 || status === 429 || status >= 500;
  return { isSent: false, reason: `status ${status}`, isRefused: !isBusy, waitMs: retryAfterMs };
}

/** Codes in a vendor's answer with what they mean. */
interface VendorCodes {
  /** Too many messages, and how long to wait in milliseconds. */
  tooMany: ReadonlyMap<number, number>;
  /** What others mean, for the owner. */
  meanings: Readonly<Record<number, string>>;
}

/** These vendors answer 200 whatever happens; a code other than 0 under one of the names tells what. */
export function verdictOnCode(
  text: string,
  names: readonly [CodeName, ...CodeName[]],
  { tooMany, meanings }: VendorCodes,
): Verdict {
  const [name] = names;
  const code = codeIn(text, names);
  if (code === 0 || isBareReceipt(text)) return { isSent: true };
  if (code === undefined)
    return { isSent: false, reason: `an answer without ${name}`, isRefused: true, waitMs: 0 };
  const waitMs = tooMany.get(code);
  const meaning = waitMs === undefined ? meanings[code] : "too many messages";
  const reason = `${name} ${code}${meaning === undefined ? "" : ` (${meaning})`}`;
  return { isSent: false, reason, isRefused: waitMs === undefined, waitMs: waitMs ?? 0 };
}

/** What the vendors answer; which of the codes there is depends on the vendor, and on its age. */
const Answer = z.object({
  errcode: z.optional(z.number()),
  code: z.optional(z.number()),
  StatusCode: z.optional(z.number()),
});

/** Under which name a vendor tells its code. */
type CodeName = keyof z.infer<typeof Answer>;

/** The code in a vendor's answer, under the first of the names that is there; nothing if it has none. */
function codeIn(text: string, names: readonly CodeName[]): number | undefined {
  const parsed = Answer.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  return names.map((name) => parsed.data[name]).find((code) => code !== undefined);
}

/**
 * Whether an answer only says that it came: what relays between a collector and a chat, which is often behind one,
 * answer in the vendor's place. A page, or JSON of another kind, is none.
 */
export function isBareReceipt(text: string): boolean {
  return /^(?:\{\s*\}|"?(?:ok|success)"?)?$/i.test(text.trim());
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
