import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A mail as its reader sees it. */
export interface ReceivedMail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

/** Lets the tests, which run in processes of their own, read the mails that the stand-in of the provider took. */
export async function startMailboxServer(
  received: () => readonly ReceivedMail[],
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const to = new URL(request.url ?? "/", "http://mailbox").searchParams.get("to");
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(received().filter((mail) => mail.to === to)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has an address and a port, which its type does not say.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
