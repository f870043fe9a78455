import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addWorkingTime, parseHours } from "../../../server-stub/followup/hours.ts";

const HOUR = 3_600_000;
const hoursOf = (text: string) => {
  const hours = parseHours(text);
  if (!hours) throw new Error(`${text} cannot be read.`);
  return hours;
};
/** When somebody who was told at a time has to have called, by the clock of a zone. */
const due = (start: string, hours: number, text: string, zone: string) =>
  new Date(addWorkingTime(Date.parse(start), hours * HOUR, hoursOf(text), zone)).toISOString();

describe("working hours", () => {
  it.each([
    ["Mo-Fr 09:00-18:00", { Mo: [[540, 1080]], Sa: [], Su: [] }],
    [
      "Mo-Fr 09:00-12:00,13:00-18:00; Sa 10:00-14:00",
      {
        Fr: [
          [540, 720],
          [780, 1080],
        ],
        Sa: [[600, 840]],
      },
    ],
    ["Mo-Fr 09:00-18:00, Sa 10:00-14:00", { Fr: [[540, 1080]], Sa: [[600, 840]] }],
    ["Mo,We 8:00-9:30", { Mo: [[480, 570]], Tu: [], We: [[480, 570]] }],
    ["Sa-Mo 10:00-11:00", { Fr: [], Sa: [[600, 660]], Su: [[600, 660]], Mo: [[600, 660]] }],
    ["Fr 22:00-06:00", { Fr: [[1320, 1440]], Sa: [[0, 360]] }],
    ["00:00-24:00", { Mo: [[0, 1440]], Su: [[0, 1440]] }],
    ["Mo 09:00-12:00,11:00-13:00", { Mo: [[540, 780]] }],
  ] as const)("%s", (text, expected) => {
    const names = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
    for (const [day, spans] of Object.entries(expected))
      expect(hoursOf(text)[names.indexOf(day)]?.map(({ from, to }) => [from, to])).toEqual(spans);
  });

  it.each([
    "",
    "Mo-Fr",
    "Mon-Fri 09:00-18:00",
    "Mo-Fr 9-18",
    "Mo 25:00-26:00",
    "Mo 09:60-10:00",
    "Mo 09:00-09:00",
    "Mo-Tu-We 09:00-10:00",
    "Mo 09:00-10:00;",
    "mo 09:00-10:00",
  ])("%j cannot be read", (text) => expect(parseHours(text)).toBeUndefined());

  it("end on Friday and go on on Monday", () => {
    expect(due("2026-11-20T09:00:00Z", 2, "Mo-Fr 09:00-18:00", "Asia/Shanghai")).toBe(
      "2026-11-23T02:00:00.000Z",
    );
    expect(due("2026-11-20T09:30:00Z", 0.5, "Mo-Fr 09:00-18:00", "Asia/Shanghai")).toBe(
      "2026-11-20T10:00:00.000Z",
    );
    expect(due("2026-11-21T03:00:00Z", 2, "Mo-Fr 09:00-18:00", "Asia/Shanghai")).toBe(
      "2026-11-23T03:00:00.000Z",
    );
  });

  it("are those of the wall clock where the clock is changed", () => {
    // Berlin puts the clock forward on 29 March 2026 at 2:00: the day has 23 hours.
    expect(due("2026-03-28T23:00:00Z", 23, "00:00-24:00", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
    // The night from 1:00 to 4:00 is two hours long; then three where the clock is put back on 25 October.
    expect(due("2026-03-29T00:00:00Z", 2, "Su 01:00-04:00", "Europe/Berlin")).toBe(
      "2026-03-29T02:00:00.000Z",
    );
    expect(due("2026-10-24T22:00:00Z", 4, "Su 01:00-04:00", "Europe/Berlin")).toBe(
      "2026-10-25T03:00:00.000Z",
    );
    // 9:00 in the morning, before and after.
    expect(due("2026-10-23T14:00:00Z", 3, "Mo-Fr 09:00-17:00", "Europe/Berlin")).toBe(
      "2026-10-26T10:00:00.000Z",
    );
  });

  it("count as many minutes until the due time as were given, in any zone and over any change of the clock", () => {
    const zones = [
      "UTC",
      "Asia/Shanghai",
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
    ];
    const texts = [
      "Mo-Fr 09:00-18:00",
      "Mo-Su 00:00-05:00",
      "Sa,Su 22:00-03:00; We 01:15-02:45",
      "00:00-24:00",
    ];
    const clocks = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat("en-US", {
          timeZone,
          weekday: "short",
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        }),
      ]),
    );
    /** Whether somebody is there, by the clock's own words. */
    const isThere = (instant: number, text: string, zone: string) => {
      const parts = clocks.get(zone)?.formatToParts(instant) ?? [];
      const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
      const day = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"].indexOf(part("weekday"));
      const minute = Number(part("hour")) * 60 + Number(part("minute"));
      return (hoursOf(text)[day] ?? []).some(({ from, to }) => minute >= from && minute < to);
    };
    const MINUTE = 60_000;
    const instant = fc.integer({
      min: Date.parse("2026-01-01T00:00:00Z") / MINUTE,
      max: Date.parse("2027-12-31T00:00:00Z") / MINUTE,
    });
    /** Within some hours of a change of the clock, half of the time. */
    const changes = [
      "2026-03-29T01:00Z",
      "2026-10-25T01:00Z",
      "2026-03-08T07:00Z",
      "2026-11-01T06:00Z",
      "2026-04-04T15:00Z",
    ];
    const nearby = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -1_500, max: 300 }))
      .map(([change, minutes]) => Date.parse(change) / MINUTE + minutes);
    fc.assert(
      fc.property(
        fc.oneof(instant, nearby),
        fc.integer({ min: 1, max: 900 }),
        fc.constantFrom(...texts),
        fc.constantFrom(...zones),
        (startMinute, minutes, text, zone) => {
          const start = startMinute * MINUTE;
          const end = addWorkingTime(start, minutes * MINUTE, hoursOf(text), zone);
          let counted = 0;
          for (let at = start; at < end; at += MINUTE) if (isThere(at, text, zone)) counted += 1;
          expect(counted).toBe(minutes);
          expect(isThere(end - MINUTE, text, zone)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
