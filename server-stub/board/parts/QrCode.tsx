import { encode } from "uqr";

/** A QR code as the path of an SVG. */
interface QrDrawing {
  /** Modules on a side, the quiet zone included. */
  size: number;
  path: string;
}

/** Modules around a code that have to stay light (ISO/IEC 18004). */
const QUIET = 4;

/** Draws a text as a QR code that survives a smudge: level M. */
function drawQr(text: string): QrDrawing {
  const { data, size } = encode(text, { ecc: "M", border: QUIET });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: path.join("") };
}

/** A text as a QR code in an SVG file. */
export function serializeQr(text: string): string {
  const { size, path } = drawQr(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`;
}

/** A QR code, dark on light in every colour scheme, because scanners want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = drawQr(text);
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path class="light" d={`M0 0h${size}v${size}H0z`} />
      <path class="dark" d={path} />
    </svg>
  );
}
