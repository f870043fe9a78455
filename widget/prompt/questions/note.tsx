import { Link } from "../Link.tsx";
import type { QuestionProps } from "./index.ts";

/** Something to read, with a link at most: its title and hint are the frame's. */
export function Note({ model, question: { link } }: QuestionProps<"note">) {
  return link ? <Link model={model} look="ghost" label={link.label} url={link.url} /> : null;
}
