import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { live } from "@/lib/platform/live";
import { findShownSecret } from "@/lib/technical-account/find-shown-secret";
import { SHOWN_MINUTES } from "@/lib/technical-account/technical-account";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../../require-sheet";
import { SheetFrame } from "../../sheet-frame";
import { openWithTicket } from "../secret-ticket";
import { SecretPanel } from "./secret-panel";
import { ShownOnce } from "./shown-once";

/** S-16: the new password, shown this once (R-1005, R-1006). */
export default async function TechnicalSecretPage({
  params,
}: PageProps<"/structures/[id]/utilisateur-technique/recapitulatif">) {
  const { permit: seen, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(structure.structureId, "manage-technical-account");
  const t = await getTranslations("technical.summary");
  const path = routes.technicalAccount(structure.structureId);
  const here = routes.technicalSecret(structure.structureId);
  const byScript = await isAskedByScript();
  const ctx = await live();
  const secret = byScript
    ? null
    : await openWithTicket(permit, (ticket) => findShownSecret(ctx, permit, { ...ticket, once: true }));
  const title = secret ? t(`${secret.madeBy}.title`) : t("gone.title");
  return (
    <SheetFrame permit={seen} structure={structure} current={path} title={title}>
      <ShownOnce
        content={secret ? <SecretPanel secret={secret} structureId={structure.structureId} /> : null}
        gone={<Gone structureId={structure.structureId} />}
        reopen={byScript ? { href: here, label: t("open") } : null}
      />
    </SheetFrame>
  );
}

/**
 * Whether this is no document that a browser opens. After an act the framework asks for the next page by itself, and may
 * throw the answer away: what is shown once must not be spent on it.
 */
async function isAskedByScript(): Promise<boolean> {
  const destination = (await headers()).get("sec-fetch-dest");
  return destination !== null && destination !== "document";
}

async function Gone({ structureId }: { structureId: string }) {
  const t = await getTranslations("technical.summary.gone");
  return (
    <>
      <h2>{t("title")}</h2>
      <Banner tone="info">
        <p>{t("lead", { minutes: SHOWN_MINUTES })}</p>
        <p className="mt-2">{t("next")}</p>
      </Banner>
      <p className="flex flex-wrap gap-3">
        <ButtonLink href={routes.renewTechnicalSecret(structureId)} variant="secondary">
          {t("again")}
        </ButtonLink>
        <ButtonLink href={routes.technicalAccount(structureId)} variant="secondary">
          {t("back")}
        </ButtonLink>
      </p>
    </>
  );
}
