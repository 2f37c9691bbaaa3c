import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import {
  type FoundTechnicalAccount,
  findTechnicalAccount,
  type LivePassword,
} from "@/lib/technical-account/find-technical-account";
import { findTechnicalAccountPlan } from "@/lib/technical-account/find-technical-account-plan";
import { lastMomentOfOverlap, MAX_OVERLAP_DAYS, passwordToKeep } from "@/lib/technical-account/technical-account";
import { formLabels } from "@/lib/web/form-labels";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../../require-sheet";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { renew } from "../actions";
import { TechnicalView } from "../technical-view";

/** The reset of the technical password (R-1007): asked in a dialog above what there is. */
export default async function RenewTechnicalSecretPage({
  params,
}: PageProps<"/structures/[id]/utilisateur-technique/reinitialisation">) {
  const { permit: seen, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(structure.structureId, "manage-technical-account");
  const ctx = await live();
  const [account, found] = await Promise.all([findTechnicalAccount(ctx, seen), findTechnicalAccountPlan(ctx, permit)]);
  const plan = found ?? notFound();
  const path = routes.technicalAccount(structure.structureId);
  if (!account || account.state === "deleted") redirect(path);
  const t = await getTranslations("technical");
  const messages = await getTranslations("messages");
  const isPossible = plan.isStructureActive && plan.waitsUntil === null;
  return (
    <SheetFrame permit={seen} structure={structure} current={path} title={isPossible ? undefined : t("renew.title")}>
      {plan.isStructureActive ? null : <Banner tone="warning">{messages("M-26")}</Banner>}
      {plan.waitsUntil ? <Banner tone="warning">{t("tooSoon", { date: formatMoment(plan.waitsUntil) })}</Banner> : null}
      {isPossible ? <RenewalQuestion structure={structure} account={account} plannedLogin={plan.login} /> : null}
      <h2>{t("title")}</h2>
      <TechnicalView account={account} />
    </SheetFrame>
  );
}

async function RenewalQuestion({
  structure,
  account,
  plannedLogin,
}: {
  structure: OwnAttachment;
  account: FoundTechnicalAccount;
  plannedLogin: string;
}) {
  const t = await getTranslations("technical.renew");
  const passwords = account.details?.livePasswords ?? [];
  return (
    <QuestionDialog
      title={t("title")}
      consequences={
        <>
          <p className="my-4">{t("text")}</p>
          {plannedLogin === account.login ? null : (
            <Banner tone="warning">
              <p>{t("newLogin", { login: plannedLogin })}</p>
              {passwords.length > 0 ? <p className="mt-2">{t("loginStays")}</p> : null}
            </Banner>
          )}
        </>
      }
    >
      <ActionForm action={renew} title={await sheetTitle(t("title"), structure)} labels={await formLabels()} id="renew">
        <input type="hidden" name="structureId" value={structure.structureId} />
        <OverlapFields passwords={passwords} />
        <PasswordAgain />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("pending")}>
            {t("submit")}
          </SubmitButton>
          <CancelLink href={`${routes.technicalAccount(structure.structureId)}#reset`}>{t("cancel")}</CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}

/** What becomes of the old password, with its last use (SEC-80); where none lives any more, nothing is asked. */
async function OverlapFields({ passwords }: { passwords: LivePassword[] }) {
  const kept = passwordToKeep(passwords);
  if (!kept) return null;
  const t = await getTranslations("technical.renew");
  const last = lastMomentOfOverlap((await live()).now());
  return (
    <>
      <div className="max-w-prose">
        <p>{kept.lastUsedAt ? t("lastUse", { date: formatMoment(kept.lastUsedAt) }) : t("neverUsed")}</p>
        {passwords.length > 1 ? (
          <p className="mt-2">
            {kept === passwords[0] ? t("twoAlready") : t("newestUnused", { date: formatMoment(kept.expiresAt) })}
          </p>
        ) : null}
      </div>
      <RadioGroup
        name="overlap"
        legend={t("overlap")}
        defaultValue="none"
        options={[
          { value: "none", label: t("none") },
          { value: "until", label: t("until"), help: t("untilHelp") },
        ]}
      />
      <TextField
        name="keepUntil"
        type="date"
        label={t("keepUntil")}
        help={t("keepUntilHelp", { last: formatDay(last), days: MAX_OVERLAP_DAYS })}
        width="short"
      />
    </>
  );
}
