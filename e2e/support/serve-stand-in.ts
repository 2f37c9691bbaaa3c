import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface StandInServer {
  url: string;
  close(): Promise<void>;
}

/** Serves a stand-in of an outside service on this machine; a request that is never answered hangs, as in life. */
export async function serveStandIn(
  answer: (request: IncomingMessage, body: string, response: ServerResponse) => void,
): Promise<StandInServer> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      // The caller lost patience and went away.
      return;
    }
    answer(request, Buffer.concat(chunks).toString("utf8"), response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has an address and a port, which its type does not say.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
