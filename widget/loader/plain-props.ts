import type { Props } from "./askling.ts";

/** Of what came with an event, characters of JSON: more is not kept. */
const MOST = 4_000;

/** Props as the device can keep them; pages also report elements, functions and what refers to itself. */
export function plainProps(props: Props): Props {
  try {
    const text = JSON.stringify(props);
    return text.length > MOST ? {} : (JSON.parse(text) as Props);
  } catch {
    return {};
  }
}
