import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** How the stand-in answers from now on. */
export type Manner = "well" | "fails" | "hangs" | "stalls" | "breaks-off" | "sends-too-much" | "redirects" | "denies";

/** A stand-in of an object storage that keeps what it is sent, and can misbehave. */
export interface ObjectServer {
  url: string;
  objects: Map<string, Buffer>;
  requests: { method: string; path: string; headers: IncomingMessage["headers"] }[];
  manner: Manner;
  /** What a write is answered with, where the service answers in JSON. */
  answerWith?: unknown;
}

/** Listens until the running test ends. */
export async function objectServer(): Promise<ObjectServer> {
  const server = createServer((request, response) => {
    void answer(stand, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  });
  // It listens on a port, not on a socket of a folder.
  const { port } = server.address() as AddressInfo;
  const stand: ObjectServer = { url: `http://127.0.0.1:${port}`, objects: new Map(), requests: [], manner: "well" };
  return stand;
}

async function answer(stand: ObjectServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? "/";
  stand.requests.push({ method: request.method ?? "", path, headers: request.headers });
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  switch (stand.manner) {
    case "hangs":
      return;
    case "stalls":
      response.writeHead(200, { "Content-Length": "1000" }).write("half");
      return;
    case "fails":
      response.writeHead(500).end("<Error/>");
      return;
    case "denies":
      response.writeHead(403).end("<Error/>");
      return;
    case "redirects":
      response.writeHead(307, { Location: `${stand.url}/elsewhere` }).end();
      return;
    case "breaks-off":
      response.writeHead(200, { "Content-Length": "1000" }).write("half");
      setTimeout(() => response.destroy(), 20);
      return;
    case "sends-too-much":
      response.writeHead(200);
      for (let sent = 0; sent < 12 && !response.destroyed; sent++) {
        response.write(Buffer.alloc(1024 * 1024));
        await new Promise((resolve) => setImmediate(resolve));
      }
      response.end();
      return;
    case "well":
      return keep(stand, { request, response, path, body: Buffer.concat(chunks) });
  }
}

function keep(
  stand: ObjectServer,
  { request, response, path, body }: { request: IncomingMessage; response: ServerResponse; path: string; body: Buffer },
): void {
  const [name = ""] = path.split("?");
  if (request.method === "PUT") {
    stand.objects.set(name, body);
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(stand.answerWith ?? {}));
    return;
  }
  if (request.method === "DELETE") {
    stand.objects.delete(name);
    response.writeHead(204).end();
    return;
  }
  const found = stand.objects.get(name);
  if (found) response.writeHead(200, { "Content-Length": String(found.length) }).end(found);
  else response.writeHead(404).end("<Error/>");
}
