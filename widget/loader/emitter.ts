/** The events that `on` knows. */
export const EVENTS = [
  "ready",
  "open",
  "shown",
  "answered",
  "completed",
  "dismissed",
  "saved",
  "delivered",
  "rejected",
  "dropped",
  "error",
] as const;
export type AsklingEvent = (typeof EVENTS)[number];
export type Handler = (detail: unknown) => void;

/** Handlers by event. A handler that throws harms neither the widget nor the other handlers. */
export interface Emitter {
  on(event: AsklingEvent, handler: Handler): () => void;
  emit(event: AsklingEvent, detail?: unknown): void;
}

export function createEmitter(): Emitter {
  const handlers: [AsklingEvent, Handler][] = [];
  return {
    on(event, handler) {
      const entry: [AsklingEvent, Handler] = [event, handler];
      handlers.push(entry);
      return () => {
        const at = handlers.indexOf(entry);
        if (at >= 0) handlers.splice(at, 1);
      };
    },
    emit(event, detail) {
      for (const [name, handler] of handlers.slice())
        if (name === event)
          try {
            handler(detail);
          } catch {}
    },
  };
}
