import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import type * as z from "zod/mini";
import { problemsWith } from "../../widget/manifest/problem.ts";
import { formatWithSuggestion } from "../suggestion.ts";
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

/** Bounds of a JSON text, checked before it is parsed. */
interface JsonBounds {
  /** Levels of nesting. */
  depth: number;
  /** Keys of all objects together. */
  keys: number;
  /** Characters of a key, as written. */
  keyLength: number;
}

/**
 * Parses JSON text from outside. What is deep or has many keys is refused before anything is built of it, so
 * that neither memory nor the stack of what comes after is at a stranger's mercy.
 *
 * @throws ProblemError 400
 */
export function parseBoundedJson(text: string, bounds: JsonBounds): unknown {
  const { depth, keys, longestKey } = measure(text);
  if (depth > bounds.depth) throw outOfBounds(`${depth} levels of nesting`, bounds.depth);
  if (keys > bounds.keys) throw outOfBounds(`${keys} keys`, bounds.keys);
  if (longestKey > bounds.keyLength) throw outOfBounds(`a key of ${longestKey} characters`, bounds.keyLength);
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, "invalid_json", "The body is no JSON.");
  }
}

function outOfBounds(found: string, most: number): ProblemError {
  return new ProblemError(400, "out_of_bounds", `The body: found ${found}, expected at most ${most}.`);
}

/** One pass over the text; what is no JSON is measured somehow and refused by the parser. */
function measure(text: string): { depth: number; keys: number; longestKey: number } {
  let level = 0;
  let depth = 0;
  let keys = 0;
  let longestKey = 0;
  let lastString = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      lastString = end - at - 1;
      at = end;
    } else if (sign === "{" || sign === "[") {
      level += 1;
      depth = Math.max(depth, level);
    } else if (sign === "}" || sign === "]") level -= 1;
    else if (sign === ":") {
      keys += 1;
      longestKey = Math.max(longestKey, lastString);
    }
  }
  return { depth, keys, longestKey };
}

/** Place of the quote that ends the string which begins at `start`. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}

/** How the body of a route is read. */
interface BodyRules {
  /** Bytes. */
  limit: number;
  bounds: JsonBounds;
  /** Of the problem that says what is wrong in it. */
  code: string;
}

/**
 * Reads a request's body as what a schema describes.
 *
 * @throws ProblemError 400, 413 or 415 for what is no JSON, 422 for what is wrong in it
 */
export async function readJsonBody<Schema extends z.ZodMiniType>(
  request: Request,
  schema: Schema,
  { limit, bounds, code }: BodyRules,
): Promise<z.output<Schema>> {
  return parseInput(schema, parseBoundedJson(await readBody(request, limit), bounds), code);
}

/**
 * Parses what a request says.
 *
 * @param whole - what sentences call it
 * @throws ProblemError 422 that lists everything that is wrong
 */
export function parseInput<Schema extends z.ZodMiniType>(
  schema: Schema,
  input: unknown,
  code: string,
  whole = "the body",
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const sentences = problemsWith(schema, input).map((problem) => formatWithSuggestion(problem, whole));
  throw new ProblemError(422, code, `${sentences.join("; ")}.`);
}
