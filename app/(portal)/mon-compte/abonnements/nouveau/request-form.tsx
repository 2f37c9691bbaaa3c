import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { CheckboxGroup } from "@/app/_ui/checkbox-group";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SelectField } from "@/app/_ui/select-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextAreaField } from "@/app/_ui/text-area-field";
import type { OwnAttachment } from "@/lib/attachment/actor";
import type { RequestableWorkspaces } from "@/lib/attachment/find-requestable-workspaces";
import { COMMENT_LENGTH } from "@/lib/attachment/inputs";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { askForWorkspaces } from "./actions";

interface Props {
  structure: OwnAttachment;
  offer: RequestableWorkspaces;
  title: string;
  /** Whether the person could ask for another structure instead. */
  others: boolean;
}

/** The second step of S-12: department, workspaces, mode and comment. */
export async function RequestForm({ structure, offer, title, others }: Props) {
  const t = await getTranslations("subscriptions.new");
  const organisations = await getTranslations("organisations");
  const { structureId, identifierType, identifier } = structure;
  const isDecided = offer.workspaces.some(({ needsDecision }) => needsDecision);
  const bySupport = offer.managers.length === 0;
  const helpOf = (code: RequestableWorkspaces["workspaces"][number]) => {
    const description = organisations(`workspaces.${code.workspace}.description`);
    if (!code.needsDecision) return t("atOnce", { description });
    return bySupport ? t("toBeDecidedBySupport", { description }) : t("toBeDecided", { description });
  };
  return (
    <ActionForm action={askForWorkspaces} title={title} labels={await formLabels()}>
      <input type="hidden" name="structureId" value={structureId} />
      <div>
        <p className="font-semibold">{t("structure")}</p>
        <p>
          {structure.label ?? structure.legalName}{" "}
          <span className="tabular-nums">({maskedIdentifier(identifierType, identifier)})</span>
        </p>
        {others ? (
          <p>
            <a href={routes.requestSubscription()}>{t("otherStructure")}</a>
          </p>
        ) : null}
      </div>
      {offer.departments.length > 0 ? (
        <SelectField
          name="departmentId"
          label={t("department")}
          help={t("departmentHelp")}
          placeholder={t("allDepartments")}
          options={offer.departments.map(({ departmentId, code, name }) => ({
            value: departmentId,
            label: `${name} (${code})`,
          }))}
        />
      ) : (
        <div>
          <p className="font-semibold">{t("department")}</p>
          <p>{t("allDepartments")}</p>
        </div>
      )}
      <CheckboxGroup
        name="workspaces"
        legend={t("workspace")}
        required
        options={offer.workspaces.map((line) => ({
          value: line.workspace,
          label: organisations(`workspaces.${line.workspace}.label`),
          help: helpOf(line),
        }))}
      />
      <RadioGroup
        name="access"
        legend={t("access")}
        required
        options={(["read", "write"] as const).map((access) => ({
          value: access,
          label: organisations(`access.${access}`),
          help: t(`${access}Help`),
        }))}
      />
      <TextAreaField name="comment" label={t("comment")} help={t("commentHelp")} maxLength={COMMENT_LENGTH} />
      {isDecided ? (
        <p className="text-ink-soft">
          {bySupport ? t("decidedBySupport") : t("decidedBy", { names: offer.managers.join(", ") })}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("sending")}>{t("submit")}</SubmitButton>
        <ButtonLink href={routes.myAccount()} variant="secondary">
          {t("cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}
