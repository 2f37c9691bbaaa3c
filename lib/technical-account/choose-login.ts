import { and, eq, ne } from "drizzle-orm";
import { technicalAccounts } from "@/drizzle/schema/technical-account";
import type { Context } from "@/lib/platform/context";
import { holdAddress } from "@/lib/platform/hold-address";
import type { HeldTechnicalAccount } from "./hold-technical-account";
import { technicalLogin } from "./technical-account";

/**
 * The login that today's identifier gives (R-1003, R-170). Another structure may still sign in with it, because it had
 * this identifier before or because two kinds of identifier read alike: then the structure's number is put behind it.
 */
export async function chooseLogin(tx: Context, structure: HeldTechnicalAccount["structure"]): Promise<string> {
  const login = technicalLogin(tx.env, structure);
  await holdAddress(tx, login);
  const taken = await tx.db.$count(
    technicalAccounts,
    and(
      eq(technicalAccounts.login, login),
      ne(technicalAccounts.status, "deleted"),
      ne(technicalAccounts.structureId, structure.id),
    ),
  );
  return taken > 0 ? login.replace("@", `-${structure.number}@`) : login;
}
