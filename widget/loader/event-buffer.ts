import type { Survey } from "../manifest/schema.ts";
import type { Props } from "./askling.ts";
import { plainProps } from "./plain-props.ts";
import type { Visitor, VisitorRow } from "./visitor.ts";

/** Events that wait, at most: of what comes before the triggers, and of what the device notes. */
const MAX_EVENTS = 100;

type Report = [name: string, props: Props];

/** Events that the page reports before the triggers are here. */
export interface EventBuffer {
  track(name: string, props?: Props): void;
  /**
   * Called when the manifest and the visitor's memory are here, and whenever they have changed.
   *
   * @param likely - whether any survey could show on this page; otherwise what is not awaited is not kept
   */
  refresh(likely: boolean): void;
  /** Whether this page has left events to the device. */
  noted(): boolean;
  /** Hands over what has come so far. */
  release(track: (name: string, props: Props) => void): void;
}

/** @param awaited - called when there is an event that some survey waits after: its triggers are needed now */
export function createEventBuffer(
  visitor: Visitor,
  surveys: () => readonly Survey[],
  awaited: () => void,
): EventBuffer {
  /** None where nothing could show. */
  let early: Report[] | undefined = [];
  let begun = false;
  let noted = false;

  /** Events that some survey waits after are noted at once: the page may be left before the triggers are here. */
  function note(reports: Report[]): void {
    const awaitedOnes = reports.filter(([name]) =>
      surveys().some((survey) =>
        survey?.triggers?.some(
          (one) => one.on === "event" && one.after && [one.name, ...(one.unless || [])].includes(name),
        ),
      ),
    );
    if (!awaitedOnes.length) return;
    noted = true;
    const at = Date.now();
    const timed = awaitedOnes.map(([name, props]): NonNullable<VisitorRow["reported"]>[number] => [
      name,
      plainProps(props),
      at,
    ]);
    void visitor.change((row) => {
      row.reported = (row.reported || []).concat(timed).slice(-MAX_EVENTS);
    });
    awaited();
  }

  return {
    track(name, props) {
      const report: Report = [name, { ...props }];
      if (early && early.length < MAX_EVENTS) early.push(report);
      if (begun) note([report]);
    },
    refresh(likely) {
      if (!begun) note(early || []);
      begun = true;
      early = likely ? early || [] : undefined;
      if (visitor.row().reported) awaited();
    },
    noted: () => noted,
    release(track) {
      for (const [name, props] of early || []) track(name, props);
      early = undefined;
    },
  };
}
