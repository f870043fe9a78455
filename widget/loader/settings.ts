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

/** The settings that a script tag's `data-` attributes give; what is not understood falls to the default. */
export function settingsFromScript(script: HTMLScriptElement, search: string): Settings {
  const data: Partial<Record<string, string>> = script.dataset;
  const oneOf = <Value extends string>(value: string | undefined, ...allowed: Value[]) =>
    allowed.find((one) => one === value);
  const scale = Number(data.textScale);
  return {
    surveys: data.surveys,
    template: oneOf(data.template, "nps", "csat", "ces"),
    endpoint: data.endpoint,
    key: data.key,
    locale: data.locale,
    // A choice that cannot be read must not count as given.
    consent: data.consent === undefined ? "granted" : (oneOf(data.consent, "granted", "pending") ?? "denied"),
    storage: oneOf(data.storage, "memory"),
    colorScheme: oneOf(data.colorScheme, "auto", "light", "dark"),
    textScale: scale >= 1 && scale <= 2 ? scale : oneOf(data.textScale, "auto"),
    styleNonce: data.styleNonce || script.nonce,
    bridge: oneOf(data.bridge, "none"),
    debug: (data.debug !== undefined && data.debug !== "false") || /[?&]askling_debug\b/.test(search),
  };
}
