import { type Figure, placeOf } from "../figure.ts";

interface Props {
  figure: Figure;
  /** Points of the scale. */
  points: number;
  /** Whether there are figures below zero, so that bars grow from the middle. */
  isSigned: boolean;
  title: string;
}

/** A figure as a small bar with its interval; the figure itself stands beside it. */
export function Bar({ figure: { value, unit, ci95 }, points, isSigned, title }: Props) {
  const place = (one: number) =>
    100 * (unit === "points" && !isSigned ? Math.max(0, one / 100) : placeOf(one, unit, points));
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
