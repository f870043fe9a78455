import type { Props } from "./askling.ts";

/** Of what came with an event, characters of JSON: more is not kept. */
const MAX_CHARACTERS = 4_000;

/** Props as the device can keep them; pages also report elements, functions and what refers to itself. */
export function plainProps(props: Props): Props {
  const kept: Props = {};
  let room = MAX_CHARACTERS;
  for (const name of Object.keys(props))
    try {
      const text = JSON.stringify(props[name]);
      const size = name.length + text.length + 4;
      if (size < room) {
        room -= size;
        kept[name] = JSON.parse(text);
      }
    } catch {
      // Of one that JSON cannot carry the others know nothing.
    }
  return kept;
}
