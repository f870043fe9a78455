type Plain = string | number | boolean;

/** Names longer than this are not for records. */
const MAX_NAME = 100;

/**
 * What of a page's props or traits a record can carry: texts, finite numbers, true and false. The rest would
 * make the endpoint refuse the whole record.
 */
export function plainValues(values: Readonly<Record<string, unknown>> = {}): Record<string, Plain> {
  const isPlain = (value: unknown): value is Plain =>
    typeof value === "number" ? Number.isFinite(value) : ["string", "boolean"].includes(typeof value);
  const kept: Record<string, Plain> = {};
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (isPlain(value) && name.length <= MAX_NAME) kept[name] = value;
  }
  return kept;
}
