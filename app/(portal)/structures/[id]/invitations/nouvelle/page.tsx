import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { buttonLook } from "@/app/_ui/button-look";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { findInvitationChoices, type InvitationChoices } from "@/lib/invitation/find-invitation-choices";
import { modeField } from "@/lib/invitation/inputs";
import { live } from "@/lib/platform/live";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { requireInviting } from "../require-inviting";
import { sendInvitation } from "./actions";

/** "Rattacher un utilisateur". */
export default async function NewInvitationPage({ params }: PageProps<"/structures/[id]/invitations/nouvelle">) {
  const { sheet, permit } = await requireInviting((await params).id);
  const t = await getTranslations("invitations.form");
  const current = routes.structureInvitations(permit.structureId);
  if (sheet.structure.structureStatus !== "active") {
    return (
      <SheetFrame {...sheet} current={current} title={t("title")}>
        <h2>{t("title")}</h2>
        <Banner tone="warning">{t("inactive")}</Banner>
      </SheetFrame>
    );
  }
  const choices = await findInvitationChoices(await live(), permit);
  return (
    <SheetFrame {...sheet} current={current}>
      <section aria-labelledby="new">
        <h2 id="new">{t("title")}</h2>
        <p className="mt-1 mb-6 max-w-prose text-ink-soft">{t("lead")}</p>
        <ActionForm
          action={sendInvitation}
          title={await sheetTitle(t("title"), sheet.structure)}
          labels={await formLabels()}
        >
          <input type="hidden" name="structureId" value={permit.structureId} />
          <TextField name="email" type="email" label={t("email")} help={t("emailHelp")} required />
          <Choices choices={choices} />
          <div className="flex flex-wrap gap-3">
            <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
            <a href={current} className={buttonLook.secondary}>
              {t("cancel")}
            </a>
          </div>
        </ActionForm>
      </section>
    </SheetFrame>
  );
}

async function Choices({ choices: { roles, departments, workspaces } }: { choices: InvitationChoices }) {
  const t = await getTranslations("invitations.form");
  const organisations = await getTranslations("organisations");
  return (
    <>
      <RadioGroup
        name="role"
        legend={t("role")}
        required
        defaultValue="member"
        options={roles.map((role) => ({
          value: role,
          label: organisations(`roles.${role}`),
          help: t(`roles.${role}`),
        }))}
      />
      {departments.length === 0 ? null : (
        <Fieldset legend={t("departments")}>
          <p className="text-ink-soft">{t("departmentsHelp")}</p>
          {departments.map(({ id, name, code }) => (
            <CheckboxField key={id} name="departmentIds" value={id} statement={t("department", { name, code })} />
          ))}
        </Fieldset>
      )}
      <Fieldset legend={t("workspaces")}>
        {workspaces.length === 0 ? <p className="text-ink-soft">{t("workspacesEmpty")}</p> : null}
        {workspaces.map((code) => (
          <SelectField
            key={code}
            name={modeField(code)}
            label={organisations(`workspaces.${code}.label`)}
            // who is attached submits invoices, unless the manager decides otherwise.
            defaultValue={code === "FACTURES_EMISES" ? "write" : "none"}
            options={[
              { value: "none", label: t("noAccess") },
              { value: "read", label: organisations("access.read") },
              { value: "write", label: organisations("access.write") },
            ]}
          />
        ))}
      </Fieldset>
    </>
  );
}
