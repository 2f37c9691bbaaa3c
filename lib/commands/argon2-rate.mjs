// Run by the bench on the core that the portal gets: how many passwords a second it can verify, and nothing else.
import { hash, verify } from "@node-rs/argon2";

const [memoryCost = 0, timeCost = 0, parallelism = 0, seconds = 0] = process.argv.slice(2).map(Number);
const stored = await hash("bateau-lavoir 1889", { memoryCost, timeCost, parallelism });
const until = performance.now() + seconds * 1000;
let verified = 0;

await Promise.all(
  Array.from({ length: 4 }, async () => {
    while (performance.now() < until) {
      await verify(stored, "bateau-lavoir 1889");
      verified++;
    }
  }),
);
console.log((verified / seconds).toFixed(1));
