// `npm run demo`: a whole portal on this machine, with people to try it as. It needs no account, key or network once
// the packages are there. Everything it keeps is in .data/demo; deleting that folder starts afresh.
import { createRequire } from "node:module";
import { buildIfChanged } from "./build-if-changed.mjs";
import { demonstrationPeople, demonstrationSettings } from "./demonstration.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { command, root } from "./run.mjs";
import { untilHealthy } from "./until-healthy.mjs";

const distDir = ".next-demo";

await command(async () => {
  await ensureInstall();
  const settings = await demonstrationSettings(".data/demo");
  await buildIfChanged(distDir);

  Object.assign(process.env, settings, { NEXT_DIST_DIR: distDir, NODE_ENV: "production" });
  process.chdir(root);
  // The server runs in this very process: whatever ends the command ends the server too, kill -9 included.
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  process.argv = [process.execPath, next, "start", "--hostname", "127.0.0.1", "--port", settings.PORT];
  createRequire(import.meta.url)(next);
  // Ctrl-C is how one leaves, no failure.
  process.on("exit", (code) => {
    if (code === 130 || code === 143) process.exitCode = 0;
  });

  await untilHealthy(settings.APP_URL.replace("localhost", "127.0.0.1"));
  console.log(welcome(settings.APP_URL));
});

function welcome(address) {
  const { password, people } = demonstrationPeople;
  const width = Math.max(...people.map(({ email }) => email.length));
  return [
    "",
    `  The portal is ready: ${address}`,
    `  Mails it sends:      ${address}/demo/courriels`,
    "",
    `  Sign in with the password "${password}" as`,
    ...people.map(
      ({ email, role, try: idea }) => `    ${email.padEnd(width)}  ${role}\n    ${" ".repeat(width)}  → ${idea}`,
    ),
    "",
    "  Ctrl-C stops it; what was done is kept in .data/demo.",
    "",
  ].join("\n");
}
