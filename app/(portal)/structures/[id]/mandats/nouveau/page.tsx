import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { findMandatedStructure } from "@/lib/mandate/find-mandated-structure";
import { mandateDraft } from "@/lib/mandate/inputs";
import { live } from "@/lib/platform/live";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { readOwnSealed } from "@/lib/web/sealed-cookie";
import { requireSheet } from "../../require-sheet";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { MandateForm } from "./mandate-form";
import { MandateReview } from "./mandate-review";

/** "Souscrire un mandat de facturation": what is typed, then read again and signed (A11Y-25). */
export default async function NewMandatePage({ params, searchParams }: PageProps<"/structures/[id]/mandats/nouveau">) {
  const { id } = await params;
  const { permit: view, structure } = await requireSheet(id);
  const permit = await requirePermit(id, "edit-sheet");
  const query = await searchParams;
  const t = await getTranslations("mandates");
  const kept = await readOwnSealed("mandate-draft", permit.holder.accountId, mandateDraft);
  const draft = kept?.structureId === permit.structureId ? kept : null;
  const isReview = query.etape === "verification";
  const found = isReview && draft ? await findMandatedStructure(await live(), permit, draft) : null;
  const isActive = structure.structureStatus === "active";
  const step = found?.kind === "found" ? { number: 2, name: t("new.review") } : { number: 1, name: t("new.about") };
  const heading = t("new.step", { step: step.number, name: step.name });
  const title = await sheetTitle(`${t("new.title")}, ${heading}`, structure);
  return (
    <SheetFrame
      permit={view}
      structure={structure}
      current={routes.mandates(structure.structureId)}
      title={isActive ? undefined : t("new.title")}
    >
      <h2>{t("new.title")}</h2>
      <p className="mt-1 mb-4 text-ink-soft">{heading}</p>
      {isActive ? null : <Banner tone="warning">{t("inactive")}</Banner>}
      {query.motif === "expire" || (isReview && found?.kind !== "found") ? (
        <Banner tone="warning" role="alert">
          {t("refusals.expired")}
        </Banner>
      ) : null}
      {isActive && draft && found?.kind === "found" ? (
        <MandateReview structure={structure} draft={draft} mandated={found} signatory={permit.holder} title={title} />
      ) : null}
      {isActive && found?.kind !== "found" ? <MandateForm structure={structure} draft={draft} title={title} /> : null}
    </SheetFrame>
  );
}
