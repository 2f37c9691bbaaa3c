import { createServer } from "node:net";

/** The first port from `from` on that nobody listens to, on either loopback address: "localhost" may mean both. */
export async function freePort(from) {
  for (let port = from; port < from + 200; port++) {
    if ((await isFree(port, "127.0.0.1")) && (await isFree(port, "::1"))) return port;
  }
  throw new Error(`No port is free from ${from} to ${from + 199}.`);
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 has no ::1 to be taken.
    probe.once("error", (error) => resolve(["EADDRNOTAVAIL", "EAFNOSUPPORT"].includes(error.code)));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
