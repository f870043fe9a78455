import { hasFigure } from "../../../widget/manifest/question-types.ts";
import type { Results } from "../../answers/results.ts";
import { type Figure, placeOf } from "../figure.ts";
import { type GroupColumn, type GroupRow, groupRows } from "../groups.ts";
import { dimensionName } from "../labels.ts";
import type { Board } from "../model/board.ts";
import { isAbsent } from "../model/resource.ts";
import { Card, Scroll } from "./Card.tsx";

/** Where is it better, where worse? */
export function GroupTable({ board, results, wide }: { board: Board; results: Results; wide: boolean }) {
  const { figures, looks, route } = board;
  const words = looks.words.value;
  const format = looks.format.value;
  const { by } = route.view.value;
  const tally = results.questions[figures.focus.value];
  const figureName = tally && hasFigure(tally.type) ? words.figureNames[tally.type] : "";
  const followUp = isAbsent(figures.followUp.value) ? undefined : figures.followUp.value.value;
  const order = figures.order.value;
  const rows = groupRows(results.groups ?? [], figures.focus.value, {
    followUp,
    order,
    compare: format.compare,
  });
  const showsCases = rows.some(({ waiting }) => waiting);
  const points = Object.keys(tally?.counts ?? {}).length;
  const isSigned = rows.some(({ figure, inner }) =>
    [figure, ...inner.map((row) => row.figure)].some(
      ({ value, unit }) => unit === "points" && (value ?? 0) < 0,
    ),
  );
  /** Only a single name can be a filter. */
  const [outer = "", inner] = by.split(",").map((name) => (name.includes("|") ? "" : name.trim()));
  const header = (name: GroupColumn, label: string, numeric: boolean) => (
    <th
      scope="col"
      class={numeric ? "n" : ""}
      aria-sort={order.by === name ? (order.down ? "descending" : "ascending") : undefined}
    >
      <button
        onClick={() => {
          figures.order.value = { by: name, down: order.by === name ? !order.down : numeric };
        }}
      >
        {label}
        <span aria-hidden="true">{order.by === name ? (order.down ? " ↓" : " ↑") : ""}</span>
      </button>
    </th>
  );
  const line = (row: GroupRow, name: string, within?: string | null) => {
    const label = row.value ?? words.none;
    const { figure } = row;
    const drill = () => {
      const filters = [
        ...(within === undefined || within === null ? [] : [{ name: outer, value: within }]),
        ...(row.value === null ? [] : [{ name, value: row.value }]),
      ];
      // What is left to tell apart, once this one is chosen.
      route.go({
        filters: [...route.view.peek().filters, ...filters],
        by: within === undefined ? (inner ?? "") : "",
      });
    };
    return (
      <tr key={`${within ?? ""} ${row.value}`} class={within === undefined ? "" : "inner"}>
        <th scope="row">
          {name && row.value !== null ? (
            <button class="link" title={words.drill(label)} onClick={drill}>
              {label}
            </button>
          ) : (
            label
          )}
        </th>
        <td class="n">{format.figure(figure.value, figure.unit)}</td>
        <td class="bars">
          {figure.value === null ? (
            <span class="dim small">{words.tooFew(format.whole(row.n))}</span>
          ) : (
            <Bar
              figure={figure}
              points={points}
              isSigned={isSigned}
              title={figure.ci95 ? words.interval(format.interval(figure.ci95, figure.unit)) : ""}
            />
          )}
        </td>
        <td class="n dim">{format.whole(row.n)}</td>
        {showsCases && (
          <td class={row.waiting?.overdue ? "n bad" : "n dim"}>
            {row.waiting ? format.whole(row.waiting.open) : ""}
            {row.waiting?.overdue ? (
              <span class="unseen"> ({words.overdue(format.whole(row.waiting.overdue))})</span>
            ) : (
              ""
            )}
          </td>
        )}
      </tr>
    );
  };
  return (
    <Card
      id="groups"
      width={wide ? 12 : 6}
      busy={figures.results.value.busy}
      title={by ? words.groups(dimensionName(by, words)) : words.groups("…")}
    >
      {!by || !results.groups ? (
        <p class="nothing dim">{words.groupsEmpty}</p>
      ) : rows.length === 0 ? (
        <p class="nothing dim">{words.nobody}</p>
      ) : (
        <Scroll labelledBy="groups">
          <table class="groups">
            <thead>
              <tr>
                {header("value", words.groupColumn, false)}
                {header("figure", figureName, true)}
                <td />
                {header("n", words.answersColumn, true)}
                {showsCases && header("cases", words.casesColumn, true)}
              </tr>
            </thead>
            <tbody>
              {rows.flatMap((row) => [
                line(row, outer),
                ...row.inner.map((innerRow) => line(innerRow, inner ?? "", row.value)),
              ])}
            </tbody>
          </table>
        </Scroll>
      )}
    </Card>
  );
}

interface BarProps {
  figure: Figure;
  /** Points of the scale. */
  points: number;
  /** Whether there are figures below zero, so that bars grow from the middle. */
  isSigned: boolean;
  title: string;
}

/** A figure as a small bar with its interval; the figure itself stands beside it. */
function Bar({ figure: { value, unit, ci95 }, points, isSigned, title }: BarProps) {
  const place = (figure: number) =>
    100 * (unit === "points" && !isSigned ? Math.max(0, figure / 100) : placeOf(figure, unit, points));
  const zero = unit === "points" && isSigned ? 50 : 0;
  const at = value === null ? zero : place(value);
  const [low, high] = ci95 ? ci95.map(place) : [at, at];
  return (
    <span class="track" aria-hidden="true" title={title}>
      <i style={{ left: `${Math.min(zero, at)}%`, width: `${Math.abs(at - zero)}%` }} />
      {ci95 && low !== undefined && high !== undefined && (
        <u style={{ left: `${low}%`, width: `${high - low}%` }} />
      )}
    </span>
  );
}
