import { hide } from "./hide.ts";

/** An address of a picture: https, inline, or of the page's own site. */
const ADDRESS = /^(?:https:|data:image\/|(?!\/[/\\])[^:\\]*(?:[/?#]|$))/i;

/**
 * The picture of an option, if it has one that loads. Its address goes out as the owner wrote it: nothing of the visitor
 * is filled in, and its server is not told on which page it is shown.
 */
export function Picture({ address }: { address: string | undefined }) {
  // The referrer is settled before the address, which is fetched at once.
  return address && ADDRESS.test(address) ? (
    <img alt="" referrerPolicy="no-referrer" onError={hide} src={address} />
  ) : null;
}
