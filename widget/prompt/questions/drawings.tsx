/** Eyes and mouth from very unhappy to very happy, in a box of 40. */
const FEATURES = [
  "M13 14l3 2M27 14l-3 2M14 27q6-6 12 0",
  "M15 16v1M25 16v1M15 26q5-4 10 0",
  "M15 16v1M25 16v1M15 26h10",
  "M15 16v1M25 16v1M14 24q6 6 12 0",
  "M13 17q2-3 4 0M23 17q2-3 4 0M13 23h14q-1 7-7 7t-7-7z",
];

/** One of the five faces of satisfaction, 1 to 5. */
export function drawFace(score: number) {
  return (
    <svg aria-hidden viewBox="0 0 40 40">
      <circle cx="20" cy="20" r="17" />
      <path d={FEATURES[score - 1]} />
    </svg>
  );
}

/** A path in a box of 24. */
export function drawIcon(path: string) {
  return (
    <svg aria-hidden viewBox="0 0 24 24">
      <path d={path} />
    </svg>
  );
}
