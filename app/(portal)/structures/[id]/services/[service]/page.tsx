import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { StaleComparison } from "@/app/_ui/stale-comparison";
import { SubmitButton } from "@/app/_ui/submit-button";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { type DepartmentSheet, findDepartment } from "@/lib/structure/find-department";
import { mayAs } from "@/lib/structure/rights";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../../require-sheet";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { remove, save } from "../actions";
import { DepartmentFields } from "../department-fields";
import { savedDepartmentValues } from "./saved-department-values";

/** One department, for the managers: to change, close, remove. */
export default async function DepartmentPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/services/[service]">) {
  const { id, service } = await params;
  const { permit, structure } = await requireSheet(id);
  if (!mayAs(permit.capacity, "edit-sheet")) notFound();
  if (!z.uuid().safeParse(service).success) notFound();
  const department = (await findDepartment(await live(), permit, service)) ?? notFound();
  const { action, fait } = await searchParams;
  const t = await getTranslations("departments");
  const list = routes.departments(permit.structureId);
  const here = routes.department(permit.structureId, department.id);
  const heading = t("editTitle", { name: department.name });
  const title = await sheetTitle(heading, structure);
  const asksRemoval = action === "supprimer";
  return (
    <SheetFrame permit={permit} structure={structure} current={list}>
      {asksRemoval && !department.used ? <Removal department={department} here={here} title={title} /> : null}
      {(asksRemoval && department.used) || fait === "utilise" ? (
        <Banner tone="warning" role="status">
          {t("inUse")}
        </Banner>
      ) : null}
      <p className="mb-4">
        <a href={list}>{t("back")}</a>
      </p>
      <h2 className="mb-6">{heading}</h2>
      <Edit department={department} title={title} isPublic={structure.sector === "public"} />
      {!department.used && !asksRemoval ? (
        <p className="mt-8">
          <ButtonLink variant="secondary" href={`${here}?action=supprimer`}>
            {t("removeLink")}
          </ButtonLink>
        </p>
      ) : null}
    </SheetFrame>
  );
}

async function Edit({
  department,
  title,
  isPublic,
}: {
  department: DepartmentSheet;
  title: string;
  isPublic: boolean;
}) {
  const t = await getTranslations("departments");
  const stale = await getTranslations("sheet.stale");
  const { id, structureId, version, lastSave } = department;
  return (
    <ActionForm action={save} title={title} labels={await formLabels()}>
      <input type="hidden" name="structureId" value={structureId} />
      <input type="hidden" name="departmentId" value={id} />
      <input type="hidden" name="version" value={version} />
      <StaleComparison
        version={version}
        title={stale("title")}
        lead={
          lastSave
            ? stale("by", { name: lastSave.by ?? stale("somebody"), date: formatMoment(lastSave.at) })
            : stale("lead")
        }
        headings={{ field: stale("field"), yours: stale("yours"), saved: stale("saved") }}
        values={await savedDepartmentValues(department, isPublic)}
      />
      <DepartmentFields values={department} isPublic={isPublic} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("saving")}>{t("save")}</SubmitButton>
        <ButtonLink variant="secondary" href={routes.departments(structureId)}>
          {t("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}

async function Removal({ department, here, title }: { department: DepartmentSheet; here: string; title: string }) {
  const t = await getTranslations("departments");
  return (
    <QuestionDialog
      title={t("removeTitle", { name: department.name })}
      consequences={<p className="my-4">{t("removeLead")}</p>}
    >
      <ActionForm action={remove} id="removal" title={title} labels={await formLabels()} sharesPage>
        <input type="hidden" name="structureId" value={department.structureId} />
        <input type="hidden" name="departmentId" value={department.id} />
        <div className="flex flex-wrap items-center gap-3">
          <SubmitButton variant="danger" pendingLabel={t("removing")}>
            {t("removeConfirm")}
          </SubmitButton>
          <CancelLink href={`${here}#action=supprimer`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
