import type { RuleValues } from "../../widget/manifest/rule.ts";
import type { Scalar, Survey, Text } from "../../widget/manifest/schema.ts";
import { fillText } from "../../widget/manifest/text.ts";
import type { SurveyRecord } from "../../widget/record/schema.ts";
import { signUser } from "../ingest/identity.ts";
import type { Opening } from "./opening.ts";
import { type PageWords, wordsOf } from "./words.ts";

/** The person that a link was made for, as the widget is told. */
export interface PagePerson {
  id?: string;
  traits: Record<string, Scalar>;
  proof?: { signature: string; expires: number };
}

/** A signature must hold when the survey is shown, which is when the page is opened. */
const SIGNED_FOR_S = 86_400;

/** The person of a link, signed for where the site has a secret; of an anonymous survey only the traits, for rules. */
export function personOf({ site, survey, link }: Opening, now: Date): PagePerson | undefined {
  if (!link) return undefined;
  const { user, traits = {} } = link;
  if (survey.anonymous || user === undefined) return { traits };
  const [secret] = site.secrets;
  const expires = Math.floor(now.getTime() / 1000) + SIGNED_FOR_S;
  const proof =
    secret === undefined ? {} : { proof: { signature: signUser(user, expires, secret), expires } };
  return { id: user, traits, ...proof };
}

/** What a record says of its cause; a link is named by its id, which opens no page. */
export function triggerProps({ survey, visit, link }: Opening): Record<string, string> {
  const channel = link?.channel ?? visit.channel;
  return {
    ...(channel === undefined ? {} : { channel }),
    // An anonymous survey's record must not lead to the person through the link.
    ...(link && !survey.anonymous ? { link: link.id } : {}),
  };
}

/** The person as a record tells them; nothing for anonymous surveys and for visits without a link. */
export function recordedPerson(
  person: PagePerson | undefined,
  { anonymous }: Survey,
  recordTraits: readonly string[] | undefined,
): SurveyRecord["user"] {
  if (!person || anonymous) return undefined;
  const { id, proof } = person;
  const kept = Object.entries(person.traits).filter(([name]) => !recordTraits || recordTraits.includes(name));
  if (id === undefined && !kept.length) return undefined;
  const known = id === undefined ? {} : { id, ...proof };
  return { ...known, traits: Object.fromEntries(kept) };
}

/** The reader of the page: the words for them, and what rules and texts of the survey know of them. */
export interface Reader {
  words: PageWords;
  values: RuleValues;
  /** A text of the survey in the reader's language, filled in. */
  fill(text: Text | undefined): string;
}

/** The reader of a survey's page. */
export function readerOf(opening: Opening, person: PagePerson | undefined): Reader {
  const values = { traits: person?.traits ?? {}, props: triggerProps(opening) };
  const { locale } = opening.visit;
  return {
    words: wordsOf(opening.language),
    values,
    fill: (text) => fillText(text, { ...values, locale }),
  };
}
