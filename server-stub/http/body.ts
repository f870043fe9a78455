import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { ProblemError } from "./problem.ts";

const DECODERS = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/**
 * The text of a request's body, decompressed.
 *
 * @param limit - bytes before and after decompression; unpacking stops there, so that a small body cannot
 * become a huge one
 * @throws ProblemError 413, 415, or 400 when it cannot be unpacked or is not UTF-8
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const encoding = request.headers.get("Content-Encoding")?.trim().toLowerCase() || "identity";
  try {
    const packed = await readBytes(request, limit);
    if (encoding === "identity") return decodeText(packed);
    const decode = Object.entries(DECODERS).find(([name]) => name === encoding)?.[1];
    if (!decode)
      throw new ProblemError(
        415,
        "unknown_encoding",
        `Content-Encoding: found ${encoding}, expected gzip, deflate, br or none.`,
      );
    return decodeText(await decode(packed, { maxOutputLength: limit }));
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new ProblemError(400, "unreadable_body", `The body cannot be read as ${encoding} UTF-8 text.`);
  }
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  if (Number(request.headers.get("Content-Length") ?? 0) > limit) throw tooLarge(limit);
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.byteLength;
    if (size <= limit) continue;
    await reader.cancel();
    throw tooLarge(limit);
  }
  return Buffer.concat(chunks);
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function tooLarge(limit: number): ProblemError {
  return new ProblemError(
    413,
    "too_large",
    `The body is larger than the ${limit} bytes that are taken here; send less at once.`,
  );
}
