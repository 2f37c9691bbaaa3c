import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { dayInParis } from "@/lib/platform/calendar";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../../require-sheet";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { add } from "../actions";
import { DepartmentFields } from "../department-fields";

/** "Ajouter un service": for the managers; for the others there is no such page. */
export default async function NewDepartmentPage({ params }: PageProps<"/structures/[id]/services/nouveau">) {
  const { permit, structure } = await requireSheet((await params).id);
  if (!mayAs(permit.capacity, "edit-sheet")) notFound();
  const t = await getTranslations("departments");
  const today = dayInParis((await live()).now());
  const list = routes.departments(permit.structureId);
  return (
    <SheetFrame permit={permit} structure={structure} current={list}>
      <h2 className="mb-6">{t("new")}</h2>
      <ActionForm action={add} title={await sheetTitle(t("new"), structure)} labels={await formLabels()}>
        <input type="hidden" name="structureId" value={permit.structureId} />
        <DepartmentFields values={{ validFrom: today }} isPublic={structure.sector === "public"} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pendingLabel={t("saving")}>{t("save")}</SubmitButton>
          <ButtonLink variant="secondary" href={list}>
            {t("cancel")}
          </ButtonLink>
        </div>
      </ActionForm>
    </SheetFrame>
  );
}
