import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A name that leads to a server, as a port of 127.0.0.1 here. */
export interface Relay {
  port: number;
  /** Where new connections lead; those that are open stay where they are. */
  target: number;
  /** Breaks every connection that is open. */
  cut(): void;
  close(): Promise<void>;
}

/** Opens a relay to a port of 127.0.0.1. */
export async function openRelay(target: number): Promise<Relay> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(relay.target, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const relay: Relay = {
    port: (server.address() as AddressInfo).port,
    target,
    cut,
    close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      return closed;
    },
  };
  return relay;
}
