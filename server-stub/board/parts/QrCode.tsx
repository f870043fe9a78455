import { drawQr } from "../qr.ts";

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
