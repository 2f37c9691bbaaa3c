import { getTranslations } from "next-intl/server";
import { JusticeCostsFields } from "@/app/_organisation/justice-costs-fields";
import { ActionForm } from "@/app/_ui/action-form";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { WorkspacesTyped } from "@/lib/onboarding/inputs";
import { formLabels } from "@/lib/web/form-labels";
import { openedByDefault, type WorkspaceCode } from "@/lib/workspace/workspace";
import { stepTitle } from "../wizard-heading";
import { chooseWorkspaces } from "./actions";

interface Props {
  offered: WorkspaceCode[];
  /** Null: nothing was chosen yet, so the defaults stand. */
  typed: WorkspacesTyped | null;
  askScheme: boolean;
}

/** "Mes espaces de travail": one switch a workspace, and what justice costs need to know. */
export async function WorkspacesForm({ offered, typed, askScheme }: Props) {
  const t = await getTranslations("signUp.workspaces");
  const wizard = await getTranslations("signUp");
  const organisations = await getTranslations("organisations");
  const on: readonly string[] = typed?.workspaces ?? openedByDefault;
  return (
    <ActionForm action={chooseWorkspaces} title={await stepTitle("workspaces")} labels={await formLabels()}>
      <table className="w-full text-left max-md:block">
        <caption className="sr-only">{t("heading")}</caption>
        <thead className="max-md:sr-only">
          <tr className="border-b border-line">
            <th scope="col" className="py-2 pr-4">
              {t("columns.workspace")}
            </th>
            <th scope="col" className="py-2 pr-4">
              {t("columns.description")}
            </th>
            <th scope="col" className="py-2">
              {t("columns.activation")}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {offered.map((code) => (
            <tr key={code} className="border-b border-line align-top max-md:block max-md:py-3">
              <th scope="row" className="py-3 pr-4 font-semibold max-md:block max-md:py-0">
                {organisations(`workspaces.${code}.label`)}
              </th>
              <td className="py-3 pr-4 text-ink-soft max-md:block max-md:py-1">
                {organisations(`workspaces.${code}.description`)}
              </td>
              <td className="py-3 max-md:block max-md:py-0">
                <CheckboxField
                  name="workspaces"
                  value={code}
                  statement={t("activate", { workspace: organisations(`workspaces.${code}.label`) })}
                  defaultChecked={on.includes(code)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-4">{t("note")}</p>
      {offered.includes("MEMOIRES_FRAIS_JUSTICE") ? (
        <JusticeCostsFields askScheme={askScheme} values={typed ?? undefined} />
      ) : null}
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="intent" value="next" pendingLabel={wizard("sending")}>
          {wizard("next")}
        </SubmitButton>
        <SubmitButton name="intent" value="back" variant="secondary" pendingLabel={wizard("sending")}>
          {wizard("previous")}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
