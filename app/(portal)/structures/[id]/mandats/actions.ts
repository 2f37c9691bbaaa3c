"use server";

import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findMandatedStructure } from "@/lib/mandate/find-mandated-structure";
import { mandateDraft, mandateInput, mandateRevocation, mandateSignature } from "@/lib/mandate/inputs";
import { DECLARATION_VERSION } from "@/lib/mandate/mandate";
import { revokeMandate } from "@/lib/mandate/revoke-mandate";
import { signMandate } from "@/lib/mandate/sign-mandate";
import { live } from "@/lib/platform/live";
import { parseIdentifier } from "@/lib/structure/identifier";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";
import { clearSealed, readOwnSealed, writeOwnSealed } from "@/lib/web/sealed-cookie";

/** How long one may read a mandate again before it is signed. */
const DRAFT_SECONDS = 60 * 60;

/** "Vérifier le mandat": finds the mandated structure; nothing is stored before the signature (A11Y-25). */
export const prepareMandate = permittedAction("edit-sheet", mandateInput, async (permit, input, submission) => {
  const parsed = parseIdentifier(input.identifierType, input.identifier);
  if (parsed.kind === "refused") return submission.refuse({ identifier: parsed.message });
  const { identifierType, identifier } = parsed;
  const found = await findMandatedStructure(await live(), permit, { identifierType, identifier });
  const t = await getTranslations("mandates.refusals");
  switch (found.kind) {
    case "found":
      await writeOwnSealed("mandate-draft", permit.holder.accountId, {
        value: { structureId: permit.structureId, label: input.label, identifierType, identifier },
        lifetime: DRAFT_SECONDS,
      });
      return redirect(`${routes.newMandate(permit.structureId)}?etape=verification`);
    case "too-often":
      return submission.refuseAll("M-60");
    case "unknown":
    case "inactive":
    case "itself": {
      const refused = submission.refuse({ identifier: "M-16" });
      return { ...refused, errors: { identifier: t(found.kind) } };
    }
  }
});

/** "Signer le mandat": what was read again is what is signed. */
export const signDraft = permittedAction("edit-sheet", mandateSignature, async (permit, _input, submission) => {
  const draft = await readOwnSealed("mandate-draft", permit.holder.accountId, mandateDraft);
  if (draft?.structureId !== permit.structureId) {
    return redirect(`${routes.newMandate(permit.structureId)}?motif=expire`);
  }
  const { label, identifierType, identifier } = draft;
  const outcome = await signMandate(await live(), permit, {
    label,
    identifierType,
    identifier,
    declarationVersion: DECLARATION_VERSION,
  });
  const t = await getTranslations("mandates");
  const refuse = (sentence: string) => ({ ...submission.refuseAll("M-54"), error: sentence });
  switch (outcome.kind) {
    case "signed":
      await clearSealed("mandate-draft");
      return redirect(`${routes.mandates(permit.structureId)}?fait=signature`);
    case "unknown":
    case "inactive":
    case "itself":
    case "already-mandated":
      return refuse(t(`refusals.${outcome.kind}`));
    case "structure-inactive":
      return refuse(t("inactive"));
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

/** "Révoquer". */
export const revokeChosenMandate = permittedAction(
  "edit-sheet",
  mandateRevocation,
  async (permit, { mandateId }, submission) => {
    const outcome = await revokeMandate(await live(), permit, { mandateId });
    const t = await getTranslations("mandates.question");
    switch (outcome.kind) {
      case "revoked":
        return redirect(`${routes.mandates(permit.structureId)}?fait=revocation`);
      case "already-revoked":
      case "not-found":
        return { ...submission.refuseAll("M-54"), error: t("already") };
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);
