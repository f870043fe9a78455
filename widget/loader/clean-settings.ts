import type { Settings } from "./settings.ts";

const oneOf = <Value extends string>(value: unknown, ...allowed: Value[]) =>
  allowed.find((one) => one === value);

/** Settings as the page has written them, in attributes or in a call: what is not understood falls to the default. */
export function cleanSettings(said: Settings): Settings {
  const scale = Number(said.textScale);
  const { beforeSend } = said;
  return {
    ...said,
    storage: oneOf(said.storage, "memory"),
    colorScheme: oneOf(said.colorScheme, "auto", "light", "dark"),
    textScale: scale >= 1 && scale <= 2 ? scale : oneOf(said.textScale, "auto"),
    bridge: oneOf(said.bridge, "none"),
    beforeSend: typeof beforeSend === "function" ? beforeSend : undefined,
  };
}
