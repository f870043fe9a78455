import type { Manifest } from "../manifest/schema.ts";
import type * as TemplatePiece from "../manifest/template.ts";
import { importPiece } from "./pieces.ts";
import type { Settings } from "./settings.ts";

/** The script in the page that holds a manifest; other elements of that id are none. */
export function findManifestScript(id: string): Element | undefined {
  return [...document.querySelectorAll('script[type="application/json"]')].find((one) => one.id === id);
}

/**
 * Gets the manifest from where the settings say: given itself, a JSON script in the page, an address, a
 * template, or the script `#askling-surveys` if there is one. It is not checked here.
 *
 * @returns `undefined` if the page names none
 * @throws if it cannot be fetched, or is not JSON
 */
export async function loadManifest({ surveys, template }: Settings): Promise<Manifest | undefined> {
  if (!surveys && template) return (await importPiece<typeof TemplatePiece>("template")).templateOf(template);
  if (typeof surveys === "object") return surveys;
  if (!surveys || surveys[0] === "#") {
    const script = findManifestScript((surveys || "#askling-surveys").slice(1));
    return script || surveys ? (JSON.parse(script?.textContent || "") as Manifest) : undefined;
  }
  // Without a connection the browser's own copy will do, however old it is.
  const cache = navigator.onLine === false ? "force-cache" : "default";
  const response = await fetch(surveys, { credentials: "omit", cache });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json() as Promise<Manifest>;
}
