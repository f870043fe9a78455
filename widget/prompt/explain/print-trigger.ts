import type { Trigger } from "../../manifest/schema.ts";

/** A trigger for people: `event order_paid, 2h later`. */
export function printTrigger(trigger: Trigger): string {
  switch (trigger.on) {
    case "load":
      return `load${trigger.after ? `, ${trigger.after} later` : ""}`;
    case "scroll":
      return `scroll to ${trigger.percent ?? 50} %`;
    case "click":
      return `click on ${trigger.selector}`;
    case "visible":
      return `${trigger.selector} visible for ${trigger.for ?? "1s"}`;
    case "idle":
      return `idle for ${trigger.for ?? "30s"}`;
    case "event":
      return `event ${trigger.name}${trigger.after ? `, ${trigger.after} later` : ""}`;
    case "page":
      return `page ${trigger.count} of a visit`;
    case "visit":
      return `visit ${trigger.count}`;
    case "exit":
      return "exit";
  }
}
