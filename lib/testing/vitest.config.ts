import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const root = resolve(import.meta.dirname, "../..");

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@\//, replacement: `${root}/` },
      { find: /^server-only$/, replacement: `${root}/lib/testing/empty.ts` },
    ],
  },
  test: {
    include: ["lib/**/*.test.{ts,tsx}", "app/**/*.test.{ts,tsx}"],
    globalSetup: ["lib/testing/postgres-server.ts"],
    setupFiles: ["lib/testing/console-guard.ts"],
    // These import next/server without its extension, which plain Node does not resolve.
    server: { deps: { inline: ["next-auth", "next-intl"] } },
    // A busy machine runs the same steps three to six times slower.
    testTimeout: 60_000,
    // Each test waits for a database of its own: one more than there are cores keeps them all at work.
    maxWorkers: availableParallelism() + 1,
    hookTimeout: 120_000,
    restoreMocks: true,
  },
});
