import { drawIcon } from "./drawings.tsx";
import { Picture } from "./Picture.tsx";

interface Props {
  /** `square` where several may be chosen. */
  mark: "round" | "square";
  label: string;
  /** Its address. */
  image?: string | undefined;
}

/** What stands in one option: its mark, its label, and a picture if it has one that loads. */
export function Choice({ mark, label, image }: Props) {
  return (
    <>
      <Picture address={image} />
      <span class="in">
        <i class={`mark ${mark}`}>{mark === "square" && drawIcon("M5 13l5 5L20 7")}</i>
        <span>{label}</span>
      </span>
    </>
  );
}
