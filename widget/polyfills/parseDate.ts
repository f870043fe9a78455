/** Date.parse where a library of the page has put another in its place (Datejs: a date, or null); put in at build time. */
export default function parse(text: string): number {
  return new Date(text).getTime();
}
