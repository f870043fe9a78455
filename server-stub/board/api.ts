import * as z from "zod/mini";
import { Problem } from "../answers/values.ts";

/** A request that came to nothing. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 if there was no answer. */
    readonly status: number,
    /** The collector's code; `offline` without an answer, `unreadable` for one that nobody expects. */
    readonly code: string,
    detail: string,
    /** Milliseconds to wait, if the collector said so. */
    readonly retryAfterMs = 0,
    /** Id of what stands in the way; empty if nothing does. */
    readonly id = "",
  ) {
    super(detail);
    this.name = "ApiError";
  }
}

/** Parameters of an address; several of one name as a list, nothing for `undefined` and empty. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is sent with a request. */
export interface Sending {
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** The collector, as the board asks it. */
export interface Api {
  /** @throws ApiError */
  get<Shape extends z.core.$ZodType>(
    shape: Shape,
    path: string,
    parameters?: Parameters,
    signal?: AbortSignal,
  ): Promise<z.infer<Shape>>;
  /** @throws ApiError */
  send<Shape extends z.core.$ZodType>(
    shape: Shape,
    method: "POST" | "PATCH" | "DELETE",
    path: string,
    parameters?: Parameters,
    sending?: Sending,
  ): Promise<z.infer<Shape>>;
  /**
   * The address of something, for links and streams.
   *
   * @param from - another address that the path is relative to, such as that for people
   */
  address(path: string, parameters?: Parameters, from?: string): string;
}

/** For answers without content. */
export const Nothing = z.undefined();

const PATIENCE_MS = 60_000;

/**
 * @param base - address that the collector's paths are relative to
 * @param onUnauthorized - told when the session is no longer one
 */
export function createApi(
  base: string,
  onUnauthorized: () => void,
  request: typeof fetch = (...values) => fetch(...values),
): Api {
  const address: Api["address"] = (path, parameters = {}, from = base) => {
    const url = new URL(path, from);
    for (const [name, given] of Object.entries(parameters))
      for (const value of [given ?? []].flat()) if (value !== "") url.searchParams.append(name, value);
    return url.href;
  };
  const ask = async <Shape extends z.core.$ZodType>(
    shape: Shape,
    url: string,
    init: RequestInit,
  ): Promise<z.infer<Shape>> => {
    const response = await request(url, { credentials: "same-origin", ...init }).catch((error: unknown) => {
      // What was called off is no failure of the connection.
      if (init.signal?.aborted && !(error instanceof DOMException && error.name === "TimeoutError"))
        throw error;
      throw new ApiError(0, "offline", "");
    });
    const text = await response.text().catch(() => {
      throw new ApiError(0, "offline", "");
    });
    if (!response.ok) {
      const problem = Problem.safeParse(parse(text));
      const { code, detail, retryAfterMs, id } = problem.success
        ? problem.data
        : { code: "unreadable", detail: "", retryAfterMs: 0, id: "" };
      if (response.status === 401) onUnauthorized();
      throw new ApiError(response.status, code, detail, retryAfterMs, id);
    }
    const parsed = z.safeParse(shape, text ? parse(text) : undefined);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new ApiError(response.status, "unreadable", `${issue?.path.join(".")}: ${issue?.message}`);
  };
  return {
    address,
    get: (shape, path, parameters, signal) => {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      return ask(shape, address(path, parameters), {
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      });
    },
    send: (shape, method, path, parameters, { body, headers = {} } = {}) =>
      ask(shape, address(path, parameters), {
        method,
        signal: AbortSignal.timeout(PATIENCE_MS),
        headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
