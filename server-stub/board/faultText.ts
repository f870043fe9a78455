import type { ApiError } from "./api.ts";
import type { Words } from "./words/index.ts";

/** A failure in words; what the collector says of a wrong request names the place. */
export function faultText({ status, message }: ApiError, { faults }: Words): string {
  if (status === 0) return faults.offline;
  if (status === 429 || status === 503) return faults.busy;
  if (status === 403) return faults.forbidden;
  return message || faults.other;
}
