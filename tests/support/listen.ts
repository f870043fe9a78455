import type { Server } from "node:http";

/** A server that listens on `127.0.0.1`, on a port of its own. */
export interface Listening {
  url: string;
  close(): Promise<void>;
}

/** Lets a server listen on a free port. */
export async function listenLocally(server: Server): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
