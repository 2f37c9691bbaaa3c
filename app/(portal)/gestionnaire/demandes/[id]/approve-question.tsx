import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { CheckboxGroup } from "@/app/_ui/checkbox-group";
import { Fieldset } from "@/app/_ui/fieldset";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { accessField } from "@/lib/attachment/access-fields";
import type { AttachmentRequestFacts } from "@/lib/attachment/find-attachment-request";
import { rolesToGive } from "@/lib/attachment/member";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { approve } from "./actions";

/** "Valider": for which departments, as what, with which first workspaces. */
export async function ApproveQuestion({ request }: { request: AttachmentRequestFacts }) {
  const t = await getTranslations("desk.approveDialog");
  const organisations = await getTranslations("organisations");
  const { attachmentId, requester, legalName, ownRole, openWorkspaces } = request;
  const pending = request.departments.filter(({ status }) => status === "pending");
  const asked = pending.filter(({ isOpen }) => isOpen);
  const closed = pending.filter(({ isOpen }) => !isOpen);
  const roles = rolesToGive(ownRole, (await live()).env.SECONDARY_MANAGERS === "on");
  const modes = [
    { value: "none", label: t("noAccess") },
    { value: "read", label: organisations("access.read") },
    { value: "write", label: organisations("access.write") },
  ];
  return (
    <QuestionDialog
      title={t("title", { requester })}
      consequences={<p className="my-4">{t("attachmentText", { requester, structure: legalName })}</p>}
    >
      <ActionForm
        action={approve}
        title={await documentTitle(t("title", { requester }))}
        labels={await formLabels()}
        id="approve"
      >
        <input type="hidden" name="attachmentId" value={attachmentId} />
        {asked.length > 0 ? (
          <CheckboxGroup
            name="departmentIds"
            legend={t("departments")}
            help={t("departmentsHelp")}
            options={asked.map(({ id, code, name }) => ({ value: id, label: `${name} (${code})` }))}
            defaultValue={asked.map(({ id }) => id)}
          />
        ) : null}
        {closed.length > 0 ? (
          <p>{t("closedDepartments", { names: closed.map(({ code, name }) => `${name} (${code})`).join(", ") })}</p>
        ) : null}
        {roles.length > 1 ? (
          <RadioGroup
            name="role"
            legend={t("role")}
            options={roles.map((role) => ({
              value: role,
              label: organisations(`roles.${role}`),
              help: t(`roleHelp.${role}`),
            }))}
            defaultValue="member"
          />
        ) : null}
        {openWorkspaces.length > 0 ? (
          <Fieldset legend={t("workspaces")}>
            {openWorkspaces.map((code) => (
              <SelectField
                key={code}
                name={accessField(code)}
                label={organisations(`workspaces.${code}.label`)}
                options={modes}
                defaultValue={code === "FACTURES_EMISES" ? "write" : "none"}
              />
            ))}
          </Fieldset>
        ) : null}
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("pending")}>{t("confirm")}</SubmitButton>
          <CancelLink href={`${routes.attachmentRequest(attachmentId)}#action=valider`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
