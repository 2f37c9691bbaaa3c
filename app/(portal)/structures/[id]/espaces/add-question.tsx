import { getTranslations } from "next-intl/server";
import { JusticeCostsFields } from "@/app/_organisation/justice-costs-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { CheckboxGroup } from "@/app/_ui/checkbox-group";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { addWorkspaces } from "./actions";

/** "Ajouter des espaces": those that a structure of that sector may open and has not. */
export async function AddQuestion({ structure, offered }: { structure: OwnAttachment; offered: WorkspaceCode[] }) {
  const t = await getTranslations("subscriptions.sheet");
  const organisations = await getTranslations("organisations");
  const path = routes.structureWorkspaces(structure.structureId);
  const title = t("addQuestion", { structure: structure.label ?? structure.legalName });
  const cancel = <CancelLink href={`${path}#action=ajouter`}>{t("cancel")}</CancelLink>;
  if (offered.length === 0) {
    return (
      <QuestionDialog title={title} consequences={<p className="my-4">{t("nothingToAdd")}</p>}>
        <p>{cancel}</p>
      </QuestionDialog>
    );
  }
  return (
    <QuestionDialog title={title} consequences={<p className="my-4">{t("addConsequence")}</p>}>
      <ActionForm
        action={addWorkspaces}
        title={await documentTitle(title)}
        labels={await formLabels()}
        id="add"
        sharesPage
      >
        <input type="hidden" name="structureId" value={structure.structureId} />
        <CheckboxGroup
          name="workspaces"
          legend={t("workspaces")}
          required
          options={offered.map((code) => {
            const description = organisations(`workspaces.${code}.description`);
            return {
              value: code,
              label: organisations(`workspaces.${code}.label`),
              help: code === "DUME" ? t("dumeHelp", { description }) : description,
            };
          })}
        />
        {offered.includes("MEMOIRES_FRAIS_JUSTICE") ? (
          <JusticeCostsFields askScheme={structure.identifierType !== "SIRET"} />
        ) : null}
        <CheckboxField name="subscribe" statement={t("subscribeMyself")} defaultChecked />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("sending")}>{t("addSubmit")}</SubmitButton>
          {cancel}
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
