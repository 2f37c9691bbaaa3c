import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { CopyButton } from "@/app/_ui/copy-button";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { displayIdentifier } from "@/lib/structure/identifier";
import type { ShownSecret } from "@/lib/technical-account/shown-secret";
import { routes } from "@/lib/web/routes";
import { NextSteps } from "../next-steps";
import { ExportForm } from "./export-form";
import { PAPER_KILOBYTES } from "./paper";

/** What S-16 says in the words of R-1005 and R-1007, with the password and the way to keep it. */
export async function SecretPanel({ secret, structureId }: { secret: ShownSecret; structureId: string }) {
  const t = await getTranslations("technical.summary");
  const { madeBy, password, login, structure, contactEmail, expiresAt, oldUntil, exportUntil } = secret;
  const { identifierType, designation } = structure;
  const identifier = displayIdentifier(identifierType, structure.identifier);
  return (
    <>
      <h2>{t(`${madeBy}.title`)}</h2>
      <Banner tone="success" role="status">
        <p>{t(`${madeBy}.done`, { login, identifier, designation })}</p>
      </Banner>
      <p>{t(`${madeBy}.password`)}</p>
      <p className="my-3 break-all rounded-lg border border-line bg-surface-raised p-4 font-mono text-xl">{password}</p>
      <CopyButton text={password} label={t("copy")} done={t("copied")} />
      <Banner tone="warning">
        <p className="font-semibold">{t("once")}</p>
        {madeBy === "reset" ? <p className="mt-2 font-semibold">{t("reset.remember")}</p> : null}
        {oldUntil ? <p className="mt-2">{t("oldUntil", { date: formatMoment(oldUntil) })}</p> : null}
      </Banner>
      <p>{t("expires", { date: formatMoment(expiresAt) })}</p>
      <p className="mt-2">{t("told", { contact: contactEmail })}</p>
      <p className="mt-6 max-w-prose">{t("save")}</p>
      <ExportForm
        action={routes.exportTechnicalSecret(structureId)}
        label={`${t("export")} ${t("exportKind", { size: PAPER_KILOBYTES })}`}
        open={t("exportUntil", { date: formatMoment(exportUntil) })}
        over={t("exportOver")}
        milliseconds={exportUntil.getTime() - (await live()).now().getTime()}
      />
      <p className="mt-6">
        <ButtonLink href={routes.structure(structureId)} variant="secondary">
          {t("back")}
        </ButtonLink>
      </p>
      <NextSteps login={login} />
    </>
  );
}
