import type { Board } from "../model/board.ts";
import { QrCode } from "./QrCode.tsx";

/** A link by which this person can be asked once more. */
export function AskAgain({ board }: { board: Board }) {
  const { cases, looks, copied } = board;
  const words = looks.words.value;
  const link = cases.link.value;
  return (
    <>
      <h3>{words.case.ask}</h3>
      {link ? (
        <div class="link-made">
          <QrCode text={link.url} label={words.case.copySummary} />
          <div>
            <p class="address">{link.url}</p>
            <p class="dim small">{words.case.askUntil(looks.format.value.time(link.expiresAt))}</p>
            <button class="pill" onClick={() => void board.copy(link.url)}>
              {copied.value === link.url ? words.copied : words.copy}
            </button>
          </div>
        </div>
      ) : (
        <p class="row">
          <button class="pill" aria-disabled={cases.saving.value} onClick={() => void cases.makeLink()}>
            {words.case.askMake}
          </button>
          <span class="dim small">{words.case.askHint}</span>
        </p>
      )}
    </>
  );
}
