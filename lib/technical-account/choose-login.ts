import { and, eq, ne } from "drizzle-orm";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import type { Context } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import type { HeldTechnicalAccount } from "./hold-technical-account";
import { technicalLogin } from "./technical-account";

type Named = Pick<HeldTechnicalAccount["structure"], "id" | "identifierType" | "identifier" | "number">;

/** The login of `findLogin`, held until the transaction ends: no other structure is given it meanwhile. */
export async function chooseLogin(tx: Context, structure: Named): Promise<string> {
  await holdAddress(tx, technicalLogin(tx.env, structure));
  return findLogin(tx, structure);
}

/**
 * The login that today's identifier gives (R-1003, R-170). Another structure may still sign in with it, because it had
 * this identifier before or because two kinds of identifier read alike: then the structure's number is put behind it.
 */
export async function findLogin(ctx: Context, structure: Named): Promise<string> {
  const login = technicalLogin(ctx.env, structure);
  const taken = await ctx.db.$count(
    technicalAccounts,
    and(
      eq(technicalAccounts.login, login),
      ne(technicalAccounts.status, "deleted"),
      ne(technicalAccounts.structureId, structure.id),
    ),
  );
  return taken > 0 ? login.replace("@", `-${structure.number}@`) : login;
}
