import type { Board } from "../model/board.ts";
import { Card } from "./Card.tsx";
import { QrCode, serializeQr } from "./QrCode.tsx";

/** The survey as a page of its own: its address and QR code. */
export function SurveyLink({ board, survey }: { board: Board; survey: string }) {
  const { api, admin, session, looks, route, copied } = board;
  const { admin: words, copy, copied: copiedWord } = looks.words.value;
  const parameters = { key: route.site.value?.key, kiosk: admin.kiosk.value ? "1" : "" };
  const people = session.current.value?.publicUrl;
  const url = api.address(`s/${encodeURIComponent(survey)}`, parameters, people ? `${people}/` : undefined);
  return (
    <Card id="link" width={6} title={words.link}>
      <p class="dim">{words.linkHint}</p>
      <div class="link-made">
        <QrCode text={url} label={words.qr} />
        <div>
          <p class="address">
            <a href={url} target="_blank" rel="noopener">
              {url}
            </a>
          </p>
          <label class="check">
            <input
              type="checkbox"
              checked={admin.kiosk.value}
              onChange={() => (admin.kiosk.value = !admin.kiosk.value)}
            />{" "}
            {words.kiosk}
          </label>
          <p class="row">
            <button class="pill" onClick={() => void board.copy(url)}>
              {copied.value === url ? copiedWord : copy}
            </button>
            <button
              class="pill"
              onClick={() => board.saveFile(`${survey}.svg`, "image/svg+xml", serializeQr(url))}
            >
              {words.saveQr}
            </button>
          </p>
        </div>
      </div>
    </Card>
  );
}
