import { serializeExportView } from "../exportView.ts";
import type { Board } from "../model/board.ts";
import { Menu } from "./controls.tsx";

/** The export view as a file, all records as a file, and printing. */
export function ExportMenu({ board }: { board: Board }) {
  const { looks, route, api, saveFile } = board;
  const words = looks.words.value;
  const survey = route.survey.value?.id ?? "";
  const { from, to } = route.range.value;
  const records = api.address(`v1/surveys/${encodeURIComponent(survey)}/records.csv`, {
    key: route.site.value?.key,
    from,
    to,
  });
  return (
    <Menu id="export" label={words.export}>
      <button
        class="pill"
        onClick={() => {
          const text = serializeExportView(board);
          if (text) saveFile(`${survey}-${from}.csv`, "text/csv", text);
        }}
      >
        {words.exportView}
      </button>
      <a class="pill" href={records} download>
        {words.exportRecords}
      </a>
      <button class="pill" onClick={board.print}>
        {words.print}
      </button>
    </Menu>
  );
}
