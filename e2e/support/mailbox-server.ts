import { type StandInServer, serveStandIn } from "./serve-stand-in";

/** A mail as its reader sees it. */
export interface ReceivedMail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

/** Lets the tests, which run in processes of their own, read the mails that the stand-in of the provider took. */
export function startMailboxServer(received: () => readonly ReceivedMail[]): Promise<StandInServer> {
  return serveStandIn((request, _body, response) => {
    const to = new URL(request.url ?? "/", "http://mailbox").searchParams.get("to");
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify(received().filter((mail) => mail.to === to)));
  });
}
