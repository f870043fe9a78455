import type { HostAdapter } from "../loader/askling.ts";
import type { Emitter } from "../loader/emitter.ts";

/** The apps around a webview that have made themselves known. */
export interface Hosts {
  register(adapter: HostAdapter): void;
  receive(message: string | object): void;
}

interface Message {
  ns?: unknown;
  v?: unknown;
  id?: unknown;
  type?: unknown;
  data?: Record<string, unknown>;
}

/** @param command - runs an API call by name */
export function createHosts({ on }: Emitter, command: (call: string, values: unknown[]) => void): Hosts {
  const adapters: HostAdapter[] = [];
  const tell = (message: object) => {
    for (const adapter of adapters)
      try {
        adapter.send(JSON.stringify({ ns: "askling", v: 1, ...message }));
      } catch {}
  };
  // Answers stay out of it: they travel by HTTP, and to an app only when it asks for them.
  for (const type of ["ready", "shown", "answered", "completed", "dismissed"] as const)
    on(type, (detail) => {
      const { survey, record } = (detail || {}) as {
        survey?: string;
        record?: { id: string; state: string };
      };
      tell({ id: record?.id, type, data: { survey, state: record?.state } });
    });

  return {
    register(adapter) {
      adapters.push(adapter);
    },
    receive(message) {
      const {
        ns,
        v,
        id,
        type,
        data = {},
      } = (typeof message === "string" ? JSON.parse(message) : message) as Message;
      const call = type === "consent" ? "setConsent" : String(type);
      const values: Record<string, unknown[]> = {
        track: [data.name, data.props],
        identify: [data.userId, data.traits, data.signature && data],
        setTraits: [data.traits],
        show: [data.surveyId],
        dismiss: [],
        setConsent: [data.granted === true],
      };
      if (ns !== "askling" || v !== 1 || !Object.keys(values).includes(call)) return;
      command(call, values[call] as unknown[]);
      tell({ re: id, ok: true });
    },
  };
}
