/** A file is no text in UTF-8; the message says where, what was found and what is expected. */
export class EncodingError extends Error {
  /** Stable, for programs. */
  readonly code = "wrong_encoding";
}

const EXPECTED = "expected UTF-8: save the file as UTF-8 and try again";

/**
 * The text of a file, without byte order mark. Whatever cannot be read would become other people's words.
 *
 * @throws EncodingError
 */
export function decodeUtf8(bytes: Uint8Array): string {
  refuseUtf16(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw noUtf8(bytes, 1);
  }
}

/**
 * The same of a file that is read piece by piece, with its mark.
 *
 * @throws EncodingError
 */
export async function* decodeUtf8Stream(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let lines: number | undefined;
  const take = (bytes: Uint8Array, isLast: boolean) => {
    try {
      return decoder.decode(bytes, { stream: !isLast });
    } catch {
      throw noUtf8(bytes, lines ?? 1);
    }
  };
  for await (const bytes of pieces) {
    if (lines === undefined) refuseUtf16(bytes);
    const text = take(bytes, false);
    lines = (lines ?? 1) + text.split("\n").length - 1;
    yield text;
  }
  yield take(new Uint8Array(), true);
}

/** Editors mark it by its first two bytes; without the mark every second byte of plain letters is zero. */
function refuseUtf16([first, second]: Uint8Array): void {
  const isMarked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  if (isMarked || first === 0 || second === 0) throw new EncodingError(`line 1: found UTF-16, ${EXPECTED}`);
}

function noUtf8(bytes: Uint8Array, firstLine: number): EncodingError {
  const [before = ""] = new TextDecoder("utf-8").decode(bytes).split("\ufffd");
  const lines = before.split("\n");
  const line = firstLine + lines.length - 1;
  // Of what is read piece by piece only a line's end is at hand.
  const column = lines.length > 1 || firstLine === 1 ? `, column ${(lines.at(-1)?.length ?? 0) + 1}` : "";
  return new EncodingError(
    `line ${line}${column}: found bytes that are no UTF-8 (GBK, Big5 or another encoding?), ${EXPECTED}`,
  );
}
