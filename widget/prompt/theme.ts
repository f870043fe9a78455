import type { Theme } from "../manifest/schema.ts";
import type { Looks } from "./context.ts";

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly number[];

/** Accent, background and text. */
const LIGHT = ["#2f5bff", "#fff", "#14171f"] as const;
const DARK = ["#7d9bff", "#171a22", "#f2f4f8"] as const;

/**
 * The theme's tokens as custom properties of the element. They stand in the shadow root's own sheet, so that
 * a page's rule for `askling-prompt` wins over them.
 */
export function themeRules(theme: Theme): string {
  const lines = (["accent", "background", "text", "radius", "font"] as const).map((name) => {
    const value = theme[name];
    if (value === undefined) return "";
    return `--askling-${name}:${typeof value === "number" ? `${value}px` : value.replace(/[;{}]/g, "")};`;
  });
  return `:host{${lines.join("")}}`;
}

/**
 * Relative luminance plus the flare that WCAG 2.2 adds to both sides of a contrast ratio: 0.05 to 1.05. The
 * curve is the plain power of 2.2, within 0.01 of the piecewise one.
 */
export function brightness([red = 0, green = 0, blue = 0]: Rgb): number {
  return 0.05 + 0.2126 * (red / 255) ** 2.2 + 0.7152 * (green / 255) ** 2.2 + 0.0722 * (blue / 255) ** 2.2;
}

/** Whether black is read better than white on a colour: where white's contrast is below 4.5. */
export function isLight(colour: Rgb): boolean {
  return 1.05 / brightness(colour) < 4.5;
}

/**
 * Gives an element inside the prompt the colours that follow from the tokens: what is read on the accent, what
 * of the accent is read on the background, and the parts of text that make lines and cells.
 *
 * @param host - the element that carries the tokens
 * @param inner - the element that gets the derived properties
 * @param looks - for the colour scheme and the text scale
 * @param systemDark - whether the system is dark
 */
export function paint(
  host: Element,
  inner: HTMLElement,
  { theme, textScale }: Looks,
  systemDark: boolean,
): void {
  const tokens = getComputedStyle(host);
  const { style } = inner;
  /** Nothing for what is no colour. */
  const token = (name: string) => {
    style.color = tokens.getPropertyValue(`--askling-${name}`);
    const { color } = style;
    style.color = "";
    return color;
  };
  const read = (colour: string): Rgb => {
    style.color = colour;
    const seen = getComputedStyle(inner).color;
    style.color = "";
    return ((/^rgb/.test(seen) && seen.match(/[\d.]+/g)) || []).slice(0, 3).map(Number);
  };
  const { colorScheme = "auto" } = theme;
  const given = token("background");
  // A background that the owner chose decides by itself, or dark text could come to stand on it.
  const dark = given
    ? !isLight(read(given))
    : colorScheme === "dark" || (systemDark && colorScheme === "auto");
  const [accent, background, text] = dark ? DARK : LIGHT;
  const filled = token("accent") || accent;
  const under = given || background;
  const ink = read(token("text") || text).join();
  const rgb = read(filled);
  const contrast = brightness(rgb) / brightness(read(under));
  const ring = contrast > 4.5 || contrast < 1 / 4.5 ? filled : `rgb(${ink})`;
  style.cssText = `--bg:${under};--t:${ink};--a:${filled};--tint:rgba(${rgb.join()},.13);--on:${
    isLight(rgb) ? "#0b0e14" : "#fff"
  };--ring:${ring};--k:${textScale};color-scheme:${dark ? "dark" : "light"}`;
}
