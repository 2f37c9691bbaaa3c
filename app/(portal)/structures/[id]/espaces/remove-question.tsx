import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { StructureWorkspaces } from "@/lib/attachment/find-structure-workspaces";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { slugOf, type WorkspaceCode } from "@/lib/workspace/workspace";
import { removeWorkspaces } from "./actions";

/** "Supprimer des espaces": asked once more, with how many people it takes something from. */
export async function RemoveQuestion({
  structure,
  workspaces,
  concerned,
}: {
  structure: OwnAttachment;
  workspaces: WorkspaceCode[];
  concerned: StructureWorkspaces["concerned"];
}) {
  const t = await getTranslations("subscriptions.sheet");
  const organisations = await getTranslations("organisations");
  const labels = workspaces.map((code) => organisations(`workspaces.${code}.label`));
  const title = t("removeQuestion", { count: labels.length, workspaces: labels.join(", ") });
  const { users, waiting } = concerned;
  const [first, ...more] = workspaces.map(slugOf);
  const asked = more.length > 0 ? "remove-selected" : `espace=${first}&action=supprimer`;
  return (
    <QuestionDialog
      title={title}
      consequences={
        <>
          {labels.length > 1 ? (
            <ul aria-label={t("removeList")} className="mt-4 list-disc pl-5">
              {labels.map((label) => (
                <li key={label}>{label}</li>
              ))}
            </ul>
          ) : null}
          <div className="my-4 grid gap-2">
            <p className="font-semibold">{t("removeUsers", { users })}</p>
            {waiting > 0 ? <p className="font-semibold">{t("removeWaiting", { waiting })}</p> : null}
            {users + waiting > 0 ? <p>{t("removeMails")}</p> : null}
            <p>{t("removeAgain")}</p>
          </div>
        </>
      }
    >
      <ActionForm
        action={removeWorkspaces}
        title={await documentTitle(title)}
        labels={await formLabels()}
        id="remove"
        sharesPage
      >
        <input type="hidden" name="structureId" value={structure.structureId} />
        {workspaces.map((code) => (
          <input key={code} type="hidden" name="workspaces" value={code} />
        ))}
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("sending")}>
            {t("removeSubmit")}
          </SubmitButton>
          <CancelLink href={`${routes.structureWorkspaces(structure.structureId)}#${asked}`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
