import { once } from "node:events";
import { connect, createServer } from "node:net";

const QUERY = 0x51;
const SYNC = 0x53;

/** Stands between a portal and PostgreSQL and counts how often the portal waits for an answer. */
export async function countRoundTrips(databaseUrl) {
  const target = new URL(databaseUrl);
  let trips = 0;
  const server = createServer((client) => {
    const database = connect(Number(target.port), "127.0.0.1");
    let started = false;
    let rest = Buffer.alloc(0);
    client.on("data", (chunk) => {
      database.write(chunk);
      rest = Buffer.concat([rest, chunk]);
      // The first message has no type byte; after it, each has one, then its length without that byte.
      for (;;) {
        const head = started ? 1 : 0;
        if (rest.length < head + 4) return;
        const length = head + rest.readUInt32BE(head);
        if (rest.length < length) return;
        if (started && (rest[0] === QUERY || rest[0] === SYNC)) trips++;
        started = true;
        rest = rest.subarray(length);
      }
    });
    database.pipe(client);
    for (const [socket, other] of [
      [client, database],
      [database, client],
    ]) {
      socket.on("error", () => other.destroy()).on("close", () => other.destroy());
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String(server.address().port);
  return {
    url: url.href,
    /** How many there were since the last call. */
    taken: () => {
      const count = trips;
      trips = 0;
      return count;
    },
    close: () => server.close(),
  };
}
