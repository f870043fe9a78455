const NOTED = ["survey", "state", "question", "status", "code", "reason", "count", "delivered", "message"];

/** What a reported event holds, in a few words. */
export function describe(detail) {
  if (detail === undefined || detail === null) return "";
  if (typeof detail !== "object") return String(detail);
  if (detail instanceof Error) return detail.message;
  if (Array.isArray(detail)) return detail.map(describe).join(", ");
  const record = typeof detail.record === "object" && detail.record ? detail.record : detail;
  const words = NOTED.map((name) => detail[name] ?? record[name])
    .filter((value) => ["string", "number"].includes(typeof value))
    .map(String);
  const answers = Object.entries(record.answers ?? {}).map(([id, value]) => `${id} = ${shorten(value)}`);
  const whole = [...words, ...answers].join(" · ");
  return whole || shorten(detail);
}

function shorten(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
