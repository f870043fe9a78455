import type { Survey } from "../../manifest/schema.ts";

/** Which surveys carry a selector that this browser does not understand, in sentences by their place. */
export function findSelectorFaults(surveys: readonly unknown[]): Record<string, string> {
  const faults: Record<string, string> = {};
  const place = document.createDocumentFragment();
  surveys.forEach((survey, at) => {
    const { triggers, display } = (survey ?? {}) as Partial<Survey>;
    const given: [string, unknown][] = [["display.into", display?.into]];
    if (Array.isArray(triggers))
      (triggers as unknown[]).forEach((trigger, index) => {
        given.push([`triggers[${index}].selector`, Object(trigger).selector]);
      });
    for (const [path, selector] of given)
      try {
        // What is no text, the check will tell.
        if (typeof selector === "string" && selector) place.querySelector(selector);
      } catch {
        faults[at] = `surveys[${at}].${path}: found ${JSON.stringify(selector)}, expected a CSS selector`;
      }
  });
  return faults;
}
