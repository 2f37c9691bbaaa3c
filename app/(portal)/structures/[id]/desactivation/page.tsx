import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { type Deactivation, findDeactivation } from "@/lib/attachment/find-deactivation";
import { live } from "@/lib/platform/live";
import { formLabels } from "@/lib/web/form-labels";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame, sheetTitle } from "../sheet-frame";
import { deactivate } from "./actions";

/** "Désactiver la structure": what it means for whom, then the password (R-801, A11Y-25). */
export default async function DeactivationPage({ params }: PageProps<"/structures/[id]/desactivation">) {
  const { permit: seen, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(structure.structureId, "change-identifier");
  const found = (await findDeactivation(await live(), permit)) ?? notFound();
  const t = await getTranslations("sheet.deactivation");
  const messages = await getTranslations("messages");
  const sheet = routes.structure(structure.structureId);
  return (
    <SheetFrame permit={seen} structure={structure} current={sheet} title={found.isActive ? undefined : t("title")}>
      <h2 className="mb-4">{t("title")}</h2>
      {found.isActive ? (
        <ActionForm action={deactivate} title={await sheetTitle(t("title"), structure)} labels={await formLabels()}>
          <input type="hidden" name="structureId" value={structure.structureId} />
          <Consequences found={found} />
          <PasswordAgain always />
          <div className="flex flex-wrap gap-3">
            <SubmitButton variant="danger" pendingLabel={t("confirming")}>
              {t("confirm")}
            </SubmitButton>
            <ButtonLink variant="secondary" href={sheet}>
              {t("cancel")}
            </ButtonLink>
          </div>
        </ActionForm>
      ) : (
        <Banner tone="warning">{messages("M-26")}</Banner>
      )}
    </SheetFrame>
  );
}

async function Consequences({ found }: { found: Deactivation }) {
  const t = await getTranslations("sheet.deactivation");
  const requests = found.waitingAttachments + found.waitingSubscriptions;
  return (
    <div className="max-w-prose">
      <p className="font-semibold">{t("lead", { name: found.legalName })}</p>
      <h3 className="mt-4">{t("consequences")}</h3>
      <ul className="mt-2 list-disc pl-5">
        <li>{t("noNew")}</li>
        <li>{t("members", { count: found.members })}</li>
        <li>{t("requests", { count: requests })}</li>
        <li>{t("told")}</li>
        <li>{t("support")}</li>
      </ul>
    </div>
  );
}
