import { localText } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Card } from "./Card.tsx";

const MAX_CLEARED = 3;

/** What has raised the alarm for the survey that is looked at, and the last that has cleared. */
export function Alarms({ board }: { board: Board }) {
  const { figures, looks, route } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const { value } = figures.alarms.value;
  if (isAbsent(figures.alarms.value) || !value) return null;
  const own = value.alarms.filter(({ survey }) => survey === route.survey.value?.id);
  const raised = own.filter(({ clearedAt }) => !clearedAt);
  const shown = [...raised, ...own.filter(({ clearedAt }) => clearedAt).slice(0, MAX_CLEARED)];
  if (!shown.length) return null;
  return (
    <Card id="alarms" width={12} title={words.alarms}>
      <ul class="alarms">
        {shown.map(({ id, text, raisedAt, clearedAt }) => (
          <li key={id} class={clearedAt ? "dim" : "raised"}>
            <span>{localText(text, looks.language.value)}</span>{" "}
            <span class="dim small">
              {clearedAt
                ? words.alarmCleared(format.time(clearedAt))
                : words.alarmSince(format.time(raisedAt))}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
