import { answerAt, type RuleValues } from "./rule.ts";
import type { Question, Text } from "./schema.ts";

const TRADITIONAL = /^zh-(?:hant|(?:hk|mo|tw)\b)/;

/** The Chinese script a tag is read in, as the tag that stands for it; nothing for other languages. */
function chineseScript(tag: string): string | undefined {
  return /^zh(?:-|$)/.test(tag) ? (TRADITIONAL.test(tag) ? "zh-tw" : "zh-cn") : undefined;
}

/**
 * The best of the available tags for a locale: exact tag; Chinese by script; the language; another region
 * of it; `en`; the first. Tags compare without regard to case; `_` counts as `-`. Old systems still name Hebrew
 * and Indonesian by tags withdrawn in 1989.
 *
 * @returns one of `available`, or `undefined` if that is empty
 */
export function chooseLocale(locale: string, available: readonly string[]): string | undefined {
  const plain = (tag: string) =>
    tag.toLowerCase().replace(/_/g, "-").replace(/^iw\b/, "he").replace(/^in\b/, "id");
  const wanted = plain(locale);
  const script = chineseScript(wanted);
  const language = wanted.replace(/-.*/, "");
  const choices: ((tag: string) => unknown)[] = [
    (tag) => tag === wanted,
    (tag) => tag === script,
    (tag) => script && tag !== "zh" && chineseScript(tag) === script,
    (tag) => tag === language,
    (tag) => tag.startsWith(`${language}-`),
    (tag) => tag === "en",
    () => true,
  ];
  return choices
    .map((matches) => available.find((tag) => matches(plain(tag))))
    .find((tag) => tag !== undefined);
}

/** The string of a text in a locale; empty for an absent text. */
export function chooseText(text: Text | undefined, locale: string): string {
  if (text === undefined || typeof text === "string") return text ?? "";
  const tag = chooseLocale(locale, Object.keys(text));
  return tag === undefined ? "" : (text[tag] ?? "");
}

/** What placeholders are filled from. */
export interface FillContext extends RuleValues {
  locale: string;
  /** Questions whose options give choices their labels. */
  questions?: readonly Question[];
}

type Kind = "answer" | "trait" | "prop";

const PLACEHOLDER = /\{\{\s*(answer|trait|prop)\.([^{}|]+)(?:\|([^{}]*))?\}\}/g;

/**
 * A text with `{{answer.ID}}`, `{{trait.NAME}}`, `{{prop.NAME}}` (each with an optional `|fallback`) filled
 * in as plain text; choices appear by their label. The result is never markup: render it as a text node.
 */
export function fillText(text: Text | undefined, context: FillContext): string {
  return fill(chooseText(text, context.locale), context, (kind, name, value) =>
    isolate(kind === "answer" ? label(name, value, context) : display(value)),
  );
}

/**
 * A text as lists and reports tell it: of what a prompt would fill in only the fallback, or else an ellipsis.
 */
export function unfilledText(text: Text | undefined, locale: string): string {
  return chooseText(text, locale).replace(
    PLACEHOLDER,
    (_all, _kind, _name, fallback = "") => fallback.trim() || "…",
  );
}

/** Keeps what is filled in from turning round the text about it: without overrides, and right to left by itself. */
function isolate(text: string): string {
  const plain = text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
  return /[\u0590-\u08ff]/.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** A URL with placeholders filled in percent-encoded; choices appear by their id. */
export function fillUrl(url: string, context: FillContext): string {
  return fill(url, context, (_kind, _name, value) => encodeURIComponent(wellFormed(display(value))));
}

function fill(
  text: string,
  context: FillContext,
  print: (kind: Kind, name: string, value: unknown) => string,
) {
  return text.replace(PLACEHOLDER, (_all, kind: Kind, spaced: string, fallback = "") => {
    const name = spaced.trim();
    const value = answerAt(context[`${kind}s`], name);
    const missing = value === undefined || value === null || value === "";
    return missing ? print("prop", name, fallback.trim()) : print(kind, name, value);
  });
}

/** A value as plain text: members joined by commas, the text of a free answer. */
function display(value: unknown): string {
  if (Array.isArray(value)) return value.map(display).join(", ");
  if (typeof value === "object" && value !== null) return Object.values(value).map(display).join(", ");
  return String(value);
}

type Choice = { id: string; label: Text };

/** A value in the words of the question that it answers: labels of options, columns and "not applicable". */
function label(path: string, value: unknown, context: FillContext): string {
  const [id] = path.split(".");
  const question = context.questions?.find((one) => one.id === id);
  if (!question) return display(value);
  const columns = "columns" in question && question.columns;
  if (Array.isArray(value) || (columns && typeof value === "object" && value))
    return Object.values(value)
      .map((member) => label(path, member, context))
      .join(", ");
  const choices: readonly Choice[] = "options" in question ? question.options : columns || [];
  const choice = choices.find((one) => one.id === value);
  const text = choice ? choice.label : value === "na" && "na" in question && question.na;
  return text ? chooseText(text, context.locale) : display(value);
}

/** encodeURIComponent throws on half of a surrogate pair, which cut text may end with. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) =>
    found.length > 1 ? found : "\uFFFD",
  );
}
