import { expect } from "vitest";
import type { Case } from "../../server-stub/answers/cases.ts";
import type { TestCollector } from "./collector.ts";

/** What a test does with cases. */
export interface Care {
  /** Asks with a token; the admin's unless another is given. */
  ask(
    method: string,
    path: string,
    options?: { body?: unknown; version?: number | string; token?: string },
  ): Promise<Response>;
  /** The cases as they are listed. */
  list(query?: string, token?: string): Promise<Case[]>;
  /** The only case there is. */
  only(): Promise<Case>;
  /** Changes a case as it stands; fails the test if that is refused. */
  edit(one: Pick<Case, "id" | "version">, body: object, token?: string): Promise<Case>;
}

/** Works on the cases of a collector as somebody at a desk would. */
export function careFor(collector: TestCollector): Care {
  const ask: Care["ask"] = (method, path, { body, version, token = collector.adminToken } = {}) =>
    fetch(collector.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(version === undefined
          ? {}
          : { "If-Match": typeof version === "number" ? `"${version}"` : version }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  const list: Care["list"] = async (query = "", token) => {
    const response = await ask("GET", `/v1/cases?${query}`, token === undefined ? {} : { token });
    expect(response.status).toBe(200);
    return (await response.json()).cases;
  };
  return {
    ask,
    list,
    async only() {
      const cases = await list();
      expect(cases).toHaveLength(1);
      const [one] = cases;
      if (!one) throw new Error("There is no case.");
      return one;
    },
    async edit({ id, version }, body, token) {
      const response = await ask("PATCH", `/v1/cases/${id}`, { body, version, ...(token ? { token } : {}) });
      expect(response.status).toBe(200);
      return response.json();
    },
  };
}
