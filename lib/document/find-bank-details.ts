import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema/account";
import { bankDetails } from "@/drizzle/schema/document";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { openValue } from "@/lib/platform/seal-value";
import type { Permit } from "@/lib/structure/permit";
import { mayAs } from "@/lib/structure/rights";
import { type BankDetails, groupedIban } from "./bank-details";

/** Where the structure is paid, or null; the IBAN in full is for its managers (R-820, SEC-63). */
export async function findBankDetails(ctx: Context, permit: Permit<"view-sheet">): Promise<BankDetails | null> {
  const { structureId, capacity } = permit;
  const [row] = await ctx.db
    .select({
      holder: bankDetails.holder,
      sealedIban: bankDetails.sealedIban,
      ibanEnd: bankDetails.ibanEnd,
      bic: bankDetails.bic,
      savedAt: bankDetails.savedAt,
      version: bankDetails.version,
      givenName: accounts.givenName,
      familyName: accounts.familyName,
    })
    .from(bankDetails)
    .leftJoin(accounts, eq(accounts.id, bankDetails.savedBy))
    .where(eq(bankDetails.structureId, structureId));
  if (!row) return null;
  const { sealedIban, givenName, familyName, ...shown } = row;
  const savedBy = givenName === null ? null : `${givenName} ${familyName}`;
  if (!mayAs(capacity, "edit-sheet")) return { ...shown, savedBy, iban: null };
  const iban = openValue(ctx.env, { purpose: "iban", ownerId: structureId, sealed: sealedIban });
  if (iban === null) log("error", "iban-does-not-open", { structureId });
  return { ...shown, savedBy, iban: iban && groupedIban(iban) };
}
