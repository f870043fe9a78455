import type { Text } from "../manifest/schema.ts";
import type { PromptModel } from "./prompt-model.ts";

interface Props {
  model: PromptModel;
  look: string;
  label: Text;
  url: string | undefined;
}

/** A link that opens beside the page; plain text where the address is not one to open. */
export function Link({ model, look, label, url }: Props) {
  const href = model.link(url);
  const text = model.fill(label);
  if (!href) return <span class={look}>{text}</span>;
  return (
    <a class={look} part="link" href={href} target="_blank" rel="noopener">
      {text}
    </a>
  );
}
