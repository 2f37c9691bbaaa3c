import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { EmptyState } from "@/app/_ui/empty-state";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { mayAs } from "@/lib/structure/rights";
import { type FoundTechnicalAccount, findTechnicalAccount } from "@/lib/technical-account/find-technical-account";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame } from "../sheet-frame";
import { NextSteps } from "./next-steps";
import { DeletionQuestion, LimitsQuestion } from "./questions";
import { LivePasswords, TechnicalView } from "./technical-view";

/** The technical user of a structure (R-1009): everybody attached sees that there is one, the primary manager acts on it. */
export default async function TechnicalAccountPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/utilisateur-technique">) {
  const { permit, structure } = await requireSheet((await params).id);
  const query = await searchParams;
  const t = await getTranslations("technical");
  const acts = mayAs(permit.capacity, "manage-technical-account");
  const found = await findTechnicalAccount(await live(), permit);
  const account = found?.state === "deleted" ? null : found;
  const path = routes.technicalAccount(structure.structureId);
  return (
    <SheetFrame permit={permit} structure={structure} current={path} title={t("title")}>
      <Done done={query.fait} />
      {acts && account ? <Question action={query.action} account={account} structure={structure} /> : null}
      <section aria-labelledby="technical">
        <h2 id="technical">{t("title")}</h2>
        <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("purpose")}</p>
        {account ? <TechnicalView account={account} /> : <Nobody former={found} structure={structure} acts={acts} />}
        {account?.details ? <LivePasswords passwords={account.details.livePasswords} /> : null}
        {acts && account ? <Acts path={path} structure={structure} /> : null}
        {!acts && account ? <p className="mt-4 max-w-prose text-ink-soft">{t("onlyPrimaryManager")}</p> : null}
      </section>
      {acts && account?.state === "active" ? <NextSteps login={account.login} /> : null}
    </SheetFrame>
  );
}

async function Question({
  action,
  account,
  structure,
}: {
  action: string | string[] | undefined;
  account: FoundTechnicalAccount;
  structure: OwnAttachment;
}) {
  if (action === "supprimer") return <DeletionQuestion structure={structure} login={account.login} />;
  if (action !== "limiter" || !account.details) return null;
  const { readOnly, only } = account.details;
  return (
    <LimitsQuestion
      actor={await requireAccount()}
      structure={structure}
      readOnly={readOnly}
      only={only?.managed.map(({ structureId }) => structureId) ?? null}
    />
  );
}

async function Nobody({
  former,
  structure,
  acts,
}: {
  former: FoundTechnicalAccount | null;
  structure: OwnAttachment;
  acts: boolean;
}) {
  const t = await getTranslations("technical");
  const isActive = structure.structureStatus === "active";
  return (
    <>
      {former?.since ? (
        <p className="max-w-prose">{t("deletedBefore", { login: former.login, date: formatMoment(former.since) })}</p>
      ) : null}
      <EmptyState
        action={
          acts && isActive ? (
            <ButtonLink href={routes.newTechnicalAccount(structure.structureId)}>{t("create")}</ButtonLink>
          ) : null
        }
      >
        {acts ? t("empty") : t("emptyNoRight")}
      </EmptyState>
    </>
  );
}

async function Acts({ path, structure }: { path: string; structure: OwnAttachment }) {
  const t = await getTranslations("technical");
  return (
    <p className="mt-6 flex flex-wrap gap-3">
      {structure.structureStatus === "active" ? (
        <ButtonLink id="reset" href={routes.renewTechnicalSecret(structure.structureId)}>
          {t("reset")}
        </ButtonLink>
      ) : null}
      <ButtonLink href={`${path}?action=limiter`} variant="secondary">
        {t("limit")}
      </ButtonLink>
      <ButtonLink href={`${path}?action=supprimer`} variant="secondary">
        {t("remove")}
      </ButtonLink>
    </p>
  );
}

const good = ["limites", "suppression"] as const;
const odd = ["existe", "change"] as const;

/** What has just been done, or why nothing was, for whoever comes back from it. */
async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("technical.done");
  const told = good.find((known) => known === done);
  const refused = odd.find((known) => known === done);
  if (refused) {
    return (
      <Banner tone="warning" role="alert">
        {t(refused)}
      </Banner>
    );
  }
  return told ? (
    <Banner tone="success" role="status">
      {t(told)}
    </Banner>
  ) : null;
}
