import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ActionForm } from "@/app/_ui/action-form";
import { SubmitButton } from "@/app/_ui/submit-button";
import { RECOVERY_CODES } from "@/lib/account/recovery-code";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { readOwnSealed } from "@/lib/web/sealed-cookie";
import { AccountFrame } from "../../account-frame";
import { onwardFrom } from "../onward";
import { codesKept } from "./actions";
import { CodesPanel } from "./codes-panel";

const carried = z.object({ codes: z.array(z.string().max(40)).max(RECOVERY_CODES) });

/** Recovery codes, shown this once: copied, printed or saved, then gone. */
export default async function RecoveryCodesPage({
  searchParams,
}: PageProps<"/mon-compte/double-authentification/codes">) {
  const { accountId } = await requireAccountToEnrol();
  const codes = (await readOwnSealed("recovery-codes", accountId, carried))?.codes ?? null;
  const onward = onwardFrom((await searchParams).suite);
  const t = await getTranslations("secondFactor.codes");
  return (
    <AccountFrame title={t("title")} current={routes.security()} titled>
      <CodesPanel
        codes={codes}
        addresses={{
          file: routes.recoveryCodesFile(),
          forget: routes.forgetRecoveryCodes(),
          renew: `${routes.secondFactor()}?action=renouveler-codes`,
        }}
        labels={{
          lead: t("lead"),
          warning: t("warning"),
          list: t("list"),
          copy: t("copy"),
          copied: t("copied"),
          print: t("print"),
          save: t("save"),
          gone: t("gone"),
          renew: t("renew"),
        }}
      />
      <div className="mt-8 print:hidden">
        <ActionForm action={codesKept} title={await documentTitle(t("title"))} labels={await formLabels()}>
          {onward ? <input type="hidden" name="returnTo" value={onward} /> : null}
          <SubmitButton pendingLabel={t("pending")}>{t("kept")}</SubmitButton>
        </ActionForm>
      </div>
    </AccountFrame>
  );
}
