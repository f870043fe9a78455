import type { Askling } from "./loader/askling.ts";
import { createInstance } from "./loader/instance.ts";
import type { Settings } from "./loader/settings.ts";
import { parseOptions } from "./options.ts";

export type { Askling, CustomPrompt, HostAdapter, Props, ShowResult, Traits } from "./loader/askling.ts";
export type { RuleVerdict } from "./loader/eligibility/verdict.ts";
export type { AsklingEvent, Handler } from "./loader/emitter.ts";
export type { Consent, Settings } from "./loader/settings.ts";
export type { Manifest, Question, Survey } from "./manifest/schema.ts";
export type { TemplateName } from "./manifest/template.ts";
export { OptionError } from "./options.ts";
export type { Answer, SurveyRecord } from "./record/schema.ts";

/**
 * Makes a widget.
 *
 * Importing this module touches no `window`, and a widget made on a server does nothing.
 *
 * @throws OptionError at once for a wrong option, naming it, what was given and what is expected
 */
export function createAskling(options: Settings = {}): Askling {
  return createInstance(parseOptions(options));
}
