import { createServer, type Socket } from "node:net";
import pg from "pg";
import { expect, it, onTestFinished } from "vitest";
import { createPool } from "../../../server-stub/store/postgres/pool.ts";
import { UnavailableError } from "../../../server-stub/store/unavailable.ts";

/** A message of PostgreSQL's protocol. */
function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

const WELCOME = [message("R", Buffer.alloc(4)), message("Z", Buffer.from("I"))];
const FAREWELL = message(
  "E",
  Buffer.from("SFATAL\0VFATAL\0C57P01\0Mterminating connection due to administrator command\0\0"),
);

it("a server that stops in the breath in which it lets somebody in costs that statement alone", async () => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    // In one piece, as it comes from a busy machine.
    socket.once("data", () => socket.end(Buffer.concat([...WELCOME, FAREWELL])));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const url = `postgres://askling:unused@127.0.0.1:${port}/none`;
  const pool = createPool(pg, [url], { max: 2, timeoutMs: 2_000, warn: () => {} });
  onTestFinished(async () => {
    await pool.end();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  await expect(pool.begin()).rejects.toThrow(UnavailableError);
  await expect(pool.begin()).rejects.toThrow(UnavailableError);
});
