import type { ApiError } from "../api.ts";
import type { Words } from "../words/index.ts";

/** Why something is not there, and a way to try again. */
export function Fault({ fault, words, retry }: { fault: ApiError; words: Words; retry?: () => void }) {
  return (
    <div class="fault" role="alert">
      <p>{faultText(fault, words)}</p>
      {retry && (
        <button class="pill" onClick={retry}>
          {words.retry}
        </button>
      )}
    </div>
  );
}

/** A failure in words; what the collector says of a wrong request names the place. */
export function faultText({ status, message }: ApiError, { faults }: Words): string {
  if (status === 0) return faults.offline;
  if (status === 429 || status === 503) return faults.busy;
  if (status === 403) return faults.forbidden;
  return message || faults.other;
}
