import { LANGUAGES, type Looks, SCHEMES } from "../model/looks.ts";
import { Select } from "./controls.tsx";

/** Language and colours. */
export function LooksPickers({ looks: { language, scheme, words } }: { looks: Looks }) {
  const { schemes, ...said } = words.value;
  const languages = Object.entries(LANGUAGES).map(([id, name]) => ({ id, name }));
  return (
    <>
      <Select
        label={said.language}
        value={language.value}
        options={languages}
        onChoose={(id) => {
          if (id === "en" || id === "zh-CN") language.value = id;
        }}
      />
      <Select
        label={said.scheme}
        value={scheme.value}
        options={SCHEMES.map((id) => ({ id, name: schemes[id] }))}
        onChoose={(id) => {
          scheme.value = SCHEMES.find((name) => name === id) ?? "auto";
        }}
      />
    </>
  );
}
