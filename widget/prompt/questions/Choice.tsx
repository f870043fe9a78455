import { drawIcon } from "../kit.ts";
import { hide } from "./hide.ts";

interface Props {
  /** `square` where several may be chosen. */
  mark: "round" | "square";
  label: string;
  /** An address that may be opened. */
  image?: string | undefined;
}

/** What stands in one option: its mark, its label, and a picture if it has one that loads. */
export function Choice({ mark, label, image }: Props) {
  return (
    <>
      {image && <img alt="" onError={hide} src={image} />}
      <span class="in">
        <i class={`mark ${mark}`}>{mark === "square" && drawIcon("M5 13l5 5L20 7")}</i>
        <span>{label}</span>
      </span>
    </>
  );
}
