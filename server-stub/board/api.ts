import * as z from "zod/mini";
import { Problem } from "../answers/values.ts";
import type { BrowserDependencies } from "./browser.ts";

/** A request that failed. */
export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 if there was no answer. */
    readonly status: number,
    /** The collector's code; `offline` without an answer, `unreadable` for an answer that fits no schema. */
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

/** What was thrown, as a failed request. */
export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, "unreadable", String(error));
}

/** Parameters of an address; several of one name as a list, nothing for `undefined` and empty. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What is sent with a request. */
interface RequestContent {
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
    target: { path: string; parameters?: Parameters },
    content?: RequestContent,
  ): Promise<z.infer<Shape>>;
  /**
   * The address of something, for links and streams.
   *
   * @param from - another address that the path is relative to, such as that for people
   */
  address(path: string, parameters?: Parameters, from?: string): string;
}

/** For answers without content. */
export const NoContent = z.undefined();

const REQUEST_TIMEOUT_MS = 60_000;

/**
 * @param base - address that the collector's paths are relative to
 * @param onUnauthorized - told when the session is no longer one
 */
export function createApi(
  browser: Pick<BrowserDependencies, "fetch" | "timeout">,
  base: string,
  onUnauthorized: () => void,
): Api {
  const address: Api["address"] = (path, parameters = {}, from = base) => {
    const url = new URL(path, from);
    for (const [name, given] of Object.entries(parameters))
      for (const value of [given ?? []].flat()) if (value !== "") url.searchParams.append(name, value);
    return url.href;
  };
  const request = async <Shape extends z.core.$ZodType>(
    shape: Shape,
    url: string,
    init: RequestInit,
  ): Promise<z.infer<Shape>> => {
    const response = await browser
      .fetch(url, { credentials: "same-origin", ...init })
      .catch((error: unknown) => {
        // What was called off is no failure of the connection.
        if (init.signal?.aborted && !(error instanceof DOMException && error.name === "TimeoutError"))
          throw error;
        throw new ApiError(0, "offline", "");
      });
    const text = await response.text().catch(() => {
      throw new ApiError(0, "offline", "");
    });
    if (!response.ok) {
      if (response.status === 401) onUnauthorized();
      const problem = Problem.safeParse(parseJson(text));
      if (!problem.success) throw new ApiError(response.status, "unreadable", "");
      const { code, detail, retryAfterMs, id } = problem.data;
      throw new ApiError(response.status, code, detail, retryAfterMs, id);
    }
    const parsed = z.safeParse(shape, text ? parseJson(text) : undefined);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new ApiError(response.status, "unreadable", `${issue?.path.join(".")}: ${issue?.message}`);
  };
  return {
    address,
    get(shape, path, parameters, signal) {
      const timeout = browser.timeout(REQUEST_TIMEOUT_MS);
      return request(shape, address(path, parameters), {
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    },
    send: (shape, method, { path, parameters }, { body, headers = {} } = {}) =>
      request(shape, address(path, parameters), {
        method,
        signal: browser.timeout(REQUEST_TIMEOUT_MS),
        headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

/** The value of a JSON text; `undefined` for what is none, which then fits no schema. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
