import autocannon from "autocannon";

/** Asks for a page over and over; one Cookie header a connection where there are cookies. */
export async function load(url, { host, seconds, connections = 16, cookies = [], rate }) {
  const times = [];
  let odd = 0;
  let next = 0;
  const measuring = autocannon({
    url,
    connections,
    duration: seconds,
    headers: { host, "accept-encoding": "gzip" },
    ...(rate && { overallRate: rate }),
    setupClient: (client) => {
      const cookie = cookies[next++ % cookies.length];
      if (cookie) client.setHeaders({ host, "accept-encoding": "gzip", cookie });
    },
  });
  // Its own percentiles leave out the 95th.
  measuring.on("response", (_client, status, _bytes, milliseconds) => {
    if (status === 200) times.push(milliseconds);
    else odd++;
  });
  const { errors, timeouts } = await measuring;
  return { times, failures: odd + errors + timeouts, seconds };
}

/** Requests a second, and the time within which half, 95 % and 99 % of them were answered. */
export function summary({ times, failures, seconds }) {
  const sorted = times.toSorted((one, other) => one - other);
  const within = (share) => sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { rate: sorted.length / seconds, p50: within(0.5), p95: within(0.95), p99: within(0.99), failures };
}
