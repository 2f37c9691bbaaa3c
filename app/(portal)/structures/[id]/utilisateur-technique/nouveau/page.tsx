import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import {
  findTechnicalAccountPlan,
  type TechnicalAccountPlan,
} from "@/lib/technical-account/find-technical-account-plan";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount, requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../../require-sheet";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { create } from "../actions";
import { LimitFields } from "../limit-fields";

/** S-15 "Saisie utilisateur technique" (R-1003): what it will be called, what it may do, then the password. */
export default async function NewTechnicalAccountPage({
  params,
}: PageProps<"/structures/[id]/utilisateur-technique/nouveau">) {
  const { permit: seen, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(structure.structureId, "manage-technical-account");
  const plan = (await findTechnicalAccountPlan(await live(), permit)) ?? notFound();
  const t = await getTranslations("technical.new");
  const path = routes.technicalAccount(structure.structureId);
  const isPossible = !plan.exists && plan.isStructureActive && plan.waitsUntil === null;
  return (
    <SheetFrame permit={seen} structure={structure} current={path} title={isPossible ? undefined : t("title")}>
      <h2 className="mb-4">{t("title")}</h2>
      {isPossible ? <CreationForm plan={plan} structure={structure} /> : <Obstacle plan={plan} path={path} />}
    </SheetFrame>
  );
}

async function CreationForm({ plan, structure }: { plan: TechnicalAccountPlan; structure: OwnAttachment }) {
  const t = await getTranslations("technical");
  const { env } = await live();
  return (
    <ActionForm action={create} title={await sheetTitle(t("new.title"), structure)} labels={await formLabels()}>
      <input type="hidden" name="structureId" value={structure.structureId} />
      <div className="min-w-0">
        <h3>{t("new.block")}</h3>
        <DescriptionList
          items={[
            { term: t("new.login"), details: plan.login },
            { term: t("facts.contact"), details: plan.contactEmail },
          ]}
        />
        <p className="mt-2 max-w-prose text-ink-soft text-sm">{t("new.follows")}</p>
        <p className="mt-2 max-w-prose">{t("new.explanation", { days: env.TECHNICAL_PASSWORD_DAYS })}</p>
      </div>
      <LimitFields actor={await requireAccount()} />
      <PasswordAgain />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingLabel={t("new.pending")}>{t("new.submit")}</SubmitButton>
        <ButtonLink variant="secondary" href={routes.technicalAccount(structure.structureId)}>
          {t("new.cancel")}
        </ButtonLink>
      </div>
    </ActionForm>
  );
}

/** Why none can be made now, and what to do instead. */
async function Obstacle({ plan, path }: { plan: TechnicalAccountPlan; path: string }) {
  const t = await getTranslations("technical");
  const messages = await getTranslations("messages");
  if (plan.exists) {
    return (
      <Banner tone="info">
        <p>{t("new.exists")}</p>
        <p className="mt-2">
          <a href={path}>{t("new.seeIt")}</a>
        </p>
      </Banner>
    );
  }
  if (!plan.isStructureActive) return <Banner tone="warning">{messages("M-26")}</Banner>;
  return <Banner tone="warning">{t("tooSoon", { date: plan.waitsUntil ? formatMoment(plan.waitsUntil) : "" })}</Banner>;
}
