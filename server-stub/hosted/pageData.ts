import type { PagePerson } from "./person.ts";

/** What the survey's page tells its script, as JSON in the element `askling-hosted`. */
export interface PageData {
  survey: string;
  /** Public write key of the site. */
  key: string;
  locale: string;
  /** Of the record's trigger. */
  props: Record<string, string>;
  person?: PagePerson | undefined;
  /** Place among the first question's choices that is selected beforehand. */
  selected?: number | undefined;
  kiosk: boolean;
  /** Whether a record begins only with what a person does: mail scanners open links too, and run scripts. */
  quiet: boolean;
  back: boolean;
  /** Whether the owner has chosen how big text is. */
  scaled: boolean;
  /** For the style element of engines without constructed sheets. */
  nonce: string;
}
