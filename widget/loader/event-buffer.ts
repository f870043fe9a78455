import type { Survey } from "../manifest/schema.ts";
import type { TriggerNeeds, Triggers } from "../prompt/triggers/triggers.ts";
import type { Props } from "./askling.ts";
import { once } from "./once.ts";
import { importTriggers } from "./pieces.ts";
import { plainProps } from "./plain-props.ts";
import type { Visitor, VisitorRow } from "./visitor.ts";

type Report = [name: string, props: Props];
const MOST_EARLY = 100;

/** Hears what the page reports, before the triggers are here and after. */
export interface Hearing {
  track(name: string, props?: Props): void;
  /**
   * Arms the triggers of this page; called first when the manifest and the visitor's memory are here.
   *
   * @param likely - whether any survey could show on it; otherwise nothing is fetched
   */
  refresh(anew: boolean, likely: boolean): void;
  /** Fetches the triggers. */
  fetch(): Promise<unknown>;
  stop(): void;
}

export function createHearing(
  visitor: Visitor,
  surveys: () => readonly Survey[],
  needs: Omit<TriggerNeeds, "visitor" | "surveys" | "noted">,
): Hearing {
  const fetch = once(importTriggers);
  let triggers: Triggers | undefined;
  /** What the page reports before anybody can hear it; none where nothing could show. */
  let early: Report[] | undefined = [];
  let begun = false;
  let noted = false;
  let stopped = false;

  function listen(): void {
    fetch()
      .then(({ beginTriggers }) => {
        if (stopped || triggers) return;
        triggers = beginTriggers({ ...needs, visitor, surveys, noted });
        for (const [name, props] of early || []) triggers.track(name, props);
      })
      .catch(needs.log);
  }

  /** Events that some survey waits after are noted at once: the page may be left before they can be heard. */
  function note(reports: Report[]): void {
    const awaited = reports.filter(([name]) =>
      surveys().some((survey) =>
        survey?.triggers?.some(
          (one) => one.on === "event" && one.after && [one.name, ...(one.unless || [])].includes(name),
        ),
      ),
    );
    if (!awaited.length) return;
    noted = true;
    const at = Date.now();
    const timed = awaited.map(([name, props]): NonNullable<VisitorRow["reported"]>[number] => [
      name,
      plainProps(props),
      at,
    ]);
    void visitor.change((row) => {
      row.reported = (row.reported || []).concat(timed).slice(-MOST_EARLY);
    });
    listen();
  }

  return {
    track(name, props) {
      if (triggers) triggers.track(name, props);
      else {
        const report: Report = [name, { ...props }];
        if (early && early.length < MOST_EARLY) early.push(report);
        if (begun) note([report]);
      }
    },
    refresh(anew, likely) {
      if (!begun) note(early || []);
      begun = true;
      early = likely ? early || [] : undefined;
      if (triggers) triggers.refresh(anew);
      else if (likely || visitor.row().reported) listen();
    },
    fetch,
    stop() {
      stopped = true;
      triggers?.stop();
    },
  };
}
