import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { live } from "@/lib/platform/live";
import { assessNewIdentifier } from "@/lib/structure/assess-new-identifier";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame, sheetTitle } from "../sheet-frame";
import { IdentifierForm } from "./identifier-form";
import { readProposal } from "./proposal";
import { ReviewForm } from "./review-form";

/** "Modifier l'identifiant": what to take instead, then the review of it with the password (A11Y-25). */
export default async function ChangeIdentifierPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/identifiant">) {
  const { permit: seen, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(structure.structureId, "change-identifier");
  const t = await getTranslations("sheet.identifier");
  const messages = await getTranslations("messages");
  const title = await sheetTitle(t("title"), structure);
  const { motif } = await searchParams;
  const proposal = await readProposal(permit);
  // Judged anew: whatever the cookie says, nothing is shown as possible that is not.
  const outcome = proposal && (await assessNewIdentifier(await live(), permit, proposal.wanted));
  const isInactive = structure.structureStatus === "inactive";
  return (
    <SheetFrame
      permit={seen}
      structure={structure}
      current={routes.structure(structure.structureId)}
      title={isInactive ? t("title") : undefined}
    >
      <h2 className="mb-4">{t("title")}</h2>
      {motif === "entre-temps" ? (
        <Banner tone="warning" role="status">
          {t("stale")}
        </Banner>
      ) : null}
      {isInactive ? (
        <Banner tone="warning">{messages("M-26")}</Banner>
      ) : outcome?.kind === "fits" ? (
        <ReviewForm title={title} structureId={structure.structureId} change={outcome} />
      ) : (
        <IdentifierForm title={title} structure={structure} typed={proposal?.wanted ?? null} />
      )}
    </SheetFrame>
  );
}
