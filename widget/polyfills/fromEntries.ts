/** Object.fromEntries for engines before Chrome 73, Firefox 63 and Safari 12.1; put in at build time, adds no global. */
export default function fromEntries<Value>(
  entries: Iterable<readonly [PropertyKey, Value]>,
): Record<PropertyKey, Value> {
  const made: Record<PropertyKey, Value> = {};
  for (const [key, value] of entries) made[key] = value;
  return made;
}
