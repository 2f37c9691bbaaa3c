import { createViteServer } from "vitest/node";
import { root } from "./run.mjs";

let loader;

/** Loads a TypeScript module of the portal into a command, which plain Node could not. */
export async function loadModule(path) {
  loader ??= createViteServer({
    configFile: false,
    root,
    appType: "custom",
    logLevel: "error",
    server: { middlewareMode: true, hmr: false, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
    resolve: { alias: [{ find: /^@\//, replacement: `${root}/` }] },
  });
  return (await loader).ssrLoadModule(path);
}

/** Lets go of the loader, so that the command can end. */
export async function closeLoader() {
  await (await loader)?.close();
  loader = undefined;
}
