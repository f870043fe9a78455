import type { Manifest, Scalar, Theme } from "../manifest/schema.ts";
import type { TemplateName } from "../manifest/template.ts";
import type { SurveyRecord } from "../record/schema.ts";

/** What may be stored and sent (`denied` and `pending`: nothing). */
export type Consent = "granted" | "pending" | "denied";

/** How one instance is set up, wherever that came from. */
export interface Settings {
  /** The manifest itself, its address, or `#id` of a JSON script in the page; default `#askling-surveys`. */
  surveys?: Manifest | string | undefined;
  /** A built-in manifest, taken when `surveys` is absent. */
  template?: TemplateName | undefined;
  /** Where batches go; without it records are kept and nothing is sent. */
  endpoint?: string | undefined;
  /** Public write key, sent in the batch body. */
  key?: string | undefined;
  /** Language of the prompt, BCP 47; default `<html lang>`, then the browser's. */
  locale?: string | undefined;
  /** Default `granted`. */
  consent?: Consent | undefined;
  /** `memory` keeps nothing beyond the page. Default `auto`. */
  storage?: "auto" | "memory" | undefined;
  /** Default `auto`. */
  colorScheme?: Theme["colorScheme"];
  /** 1 to 2, or `auto`. */
  textScale?: Theme["textScale"];
  /** CSP nonce for the fallback `<style>`. */
  styleNonce?: string | undefined;
  /** Whether to talk to the app around a webview. Default `auto`. */
  bridge?: "auto" | "none" | undefined;
  /** Log every decision. Default false. */
  debug?: boolean | undefined;
  /** Traits from the start. */
  traits?: Record<string, Scalar> | undefined;
  /** May change a record before it is kept, or return `null` to drop it. */
  beforeSend?: ((record: SurveyRecord) => SurveyRecord | null) | undefined;
}

/**
 * The settings as they stand: what a script tag's `data-` attributes say, and for the rest a call `init`. Nothing is
 * checked here; `clean-settings.ts` does that before anything is shown.
 *
 * @param init - the call, `["init", options]`
 */
export function settingsFrom(script?: HTMLScriptElement | null, init?: unknown): Settings {
  const said = { ...Object(init)[1] };
  // Spread they throw in Chromium where a library of the page has given all objects a member `get`.
  const data = script ? script.dataset : {};
  for (const name of Object.keys(data)) said[name] = data[name];
  return {
    ...said,
    styleNonce: said.styleNonce || script?.nonce,
    // As an attribute it is a text, and an empty one means yes.
    debug: /^(?!false|undefined)/.test(`${said.debug}`) || /[?&]askling_debug\b/.test(location.search),
  };
}
