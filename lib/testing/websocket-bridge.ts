import { connect, type Socket } from "node:net";
import type { VercelPool } from "@vercel/postgres";
import { type WebSocket, WebSocketServer } from "ws";

/** Carries the bytes of WebSockets to a plain PostgreSQL server, as the hosting of @vercel/postgres does. */
export async function startWebsocketBridge(postgresUrl: string): Promise<WebsocketBridge> {
  const { hostname, port } = new URL(postgresUrl);
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  server.on("connection", (socket) => carry(socket, connect(Number(port || 5432), hostname)));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("the bridge has no port");

  return {
    prepare: (pool) => leadTo(pool, `127.0.0.1:${address.port}/v1`),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate();
        server.close(() => resolve());
      }),
  };
}
export interface WebsocketBridge {
  /** Makes a pool go through the bridge. */
  prepare(pool: VercelPool): void;
  stop(): Promise<void>;
}

function carry(socket: WebSocket, postgres: Socket) {
  postgres.on("data", (bytes) => socket.send(bytes));
  postgres.on("close", () => socket.close());
  postgres.on("error", () => socket.terminate());
  socket.on("message", (bytes: Buffer) => postgres.write(bytes));
  socket.on("close", () => postgres.destroy());
}

/** The client reads its way from its own settings; those of the package stay as they are. */
function leadTo(pool: VercelPool, proxy: string) {
  const Base = pool.Client;
  pool.Client = class extends Base {
    constructor(config: ConstructorParameters<typeof Base>[0]) {
      super(config);
      Object.assign(this.neonConfig, {
        wsProxy: () => proxy,
        useSecureWebSocket: false,
        pipelineConnect: false,
        pipelineTLS: false,
        forceDisablePgSSL: true,
      });
    }
  };
}
