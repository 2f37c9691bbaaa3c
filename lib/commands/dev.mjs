// `npm run dev`: the demonstration's portal, rebuilt at each change of a file. It keeps its data in .data/dev.
import { demonstrationPeople, demonstrationSettings } from "./demonstration.mjs";
import { ensureInstall } from "./ensure-install.mjs";
import { command, runTool } from "./run.mjs";

await command(async () => {
  await ensureInstall();
  const settings = await demonstrationSettings(".data/dev");
  const [someone] = demonstrationPeople.people;
  console.log(`Sign in as ${someone.email} with the password "${demonstrationPeople.password}".`);
  const address = ["--hostname", "127.0.0.1", "--port", settings.PORT];
  await runTool("next/dist/bin/next", ["dev", ...address], { env: { ...settings, NODE_ENV: "development" } });
});
