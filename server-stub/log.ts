/** What a log line tells besides its sentence: names and numbers, never content of a record, never a secret. */
type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** One thing that happened. */
export interface LogEntry {
  level: "info" | "warning" | "error";
  /** Stable, for programs, such as `erasure`. */
  event: string;
  /** A sentence for people. */
  message: string;
  fields: LogFields;
}

/** Takes what happened. */
export interface Log {
  info(event: string, message: string, fields?: LogFields): void;
  warn(event: string, message: string, fields?: LogFields): void;
  error(event: string, message: string, fields?: LogFields): void;
}

/** A log that hands every entry on. */
export function createLog(take: (entry: LogEntry) => void): Log {
  const at =
    (level: LogEntry["level"]) =>
    (event: string, message: string, fields: LogFields = {}) =>
      take({ level, event, message, fields });
  return { info: at("info"), warn: at("warning"), error: at("error") };
}

/**
 * An entry as a line: JSON for programs, or words for people.
 *
 * @param time - when it happened
 */
export function formatEntry(
  { level, event, message, fields }: LogEntry,
  time: Date,
  forPeople: boolean,
): string {
  if (!forPeople) return JSON.stringify({ time: time.toISOString(), level, event, message, ...fields });
  const details = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  const mark = level === "info" ? "" : `${level}: `;
  return `${time.toISOString()} ${mark}${message}${details.length ? ` (${details.join(", ")})` : ""}`;
}

/**
 * A failure as the log may tell it: which kind, and where in the code. Its message is left out, because engines
 * and parsers like to quote what they were given.
 */
export function describeFailure(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    error: error.name,
    ...code,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(" ← "),
  };
}
