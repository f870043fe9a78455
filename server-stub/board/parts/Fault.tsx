import type { ApiError } from "../api.ts";
import { faultText } from "../faultText.ts";
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
