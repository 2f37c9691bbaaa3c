import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { authenticateClient } from "@/lib/technical-account/authenticate-client";
import { findApiCaller } from "@/lib/technical-account/find-api-caller";
import { testContext } from "./context";
import { fillTechnicalAccounts } from "./fill-technical-accounts";

test("each of them gets its token and may call, in structures that have their manager", async () => {
  const ctx = await testContext();
  const clients = await fillTechnicalAccounts(ctx, 1_001);
  expect(new Set(clients.map(({ login }) => login)).size).toBe(1_001);
  for (const client of [clients[0], clients.at(-1)]) {
    if (!client) throw new Error("nobody");
    const outcome = await authenticateClient(ctx, { ...client, origin: "192.0.2.1" });
    expect(outcome).toMatchObject({ kind: "authenticated", secretId: client.secretId });
    const called = await findApiCaller(ctx, client);
    expect(called).toMatchObject({ kind: "caller", caller: { login: client.login } });
    expect(called.kind === "caller" && called.caller.actor.attachments).toHaveLength(1);
  }
  const { rows } = await ctx.db.execute(sql`select 1 from structures where manager_vacant_since is not null`);
  expect(rows).toEqual([]);
});
