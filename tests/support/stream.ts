import * as z from "zod/mini";
import type { TestCollector } from "./collector.ts";

/** What the stream told of. */
export interface StreamEvent {
  id: string;
  /** The record or the case. */
  data: { id: string; rev?: number | undefined; record?: string | undefined };
}

/** A stream that is being read. */
export interface FollowedStream {
  /** Reads on until so many events of a name came; resolves to all of that name. */
  events(name: "record" | "case", count: number): Promise<StreamEvent[]>;
  cancel(): Promise<void>;
}

const Data = z.looseObject({ id: z.string(), rev: z.optional(z.number()), record: z.optional(z.string()) });

/** Opens a collector's stream with its admin token. */
export async function followStream(
  { url, adminToken }: Pick<TestCollector, "url" | "adminToken">,
  headers: Record<string, string> = {},
): Promise<FollowedStream> {
  const response = await fetch(`${url}/v1/stream`, {
    headers: { Authorization: `Bearer ${adminToken}`, ...headers },
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async events(name, count) {
      for (;;) {
        const found = [...text.matchAll(/^event: (.+)\nid: (.+)\ndata: (.+)\n\n/gm)]
          .filter(([, event]) => event === name)
          .map(([, , id = "", data = ""]) => ({ id, data: Data.parse(JSON.parse(data)) }));
        if (found.length >= count) return found;
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`The stream ended after ${found.length} events.`);
        text += value;
      }
    },
    cancel: async () => void (await reader?.cancel()),
  };
}
