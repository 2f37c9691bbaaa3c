import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { findRegistration, type RegistrationFile } from "@/lib/administration/find-registration";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { ActQuestion } from "../../act-question";
import { AdminFrame } from "../../admin-frame";
import { TrailTable } from "../../trail-table";
import { resend } from "./actions";

/** A registration that waits: what was asked for, how long its link works, and the mail once more (R-407, R-1401). */
export default async function RegistrationPage({ params, searchParams }: PageProps<"/admin/inscriptions/[id]">) {
  const administrator = await requireAdministrator();
  const ctx = await live();
  const file = (await findRegistration(ctx, administrator, rowId((await params).id))) ?? notFound();
  const query = await searchParams;
  const isWaiting = file.closedAt === null;
  const asks = isWaiting && query.action === "renvoyer";

  const t = await getTranslations("administration");
  const path = routes.adminRegistration(file.id);
  const name = `${file.givenName} ${file.familyName}`;
  return (
    <AdminFrame title={t("registration.title", { name })} current={routes.adminAccounts()} titled={asks}>
      {query.fait === "activation" ? (
        <Banner tone="success" role="status">
          {t("done.activation")}
        </Banner>
      ) : null}
      <p>
        <a href={`${routes.adminAccounts()}?etat=cree`} className="inline-flex min-h-11 items-center">
          {t("registration.back")}
        </a>
      </p>
      {asks ? (
        <ActQuestion
          title={t("registration.resendTitle", { name })}
          consequence={t("registration.resendConsequence", { email: file.email })}
          submit={t("registration.resend")}
          action={resend}
          hidden={[["registrationId", file.id]]}
          back={`${path}#action=renvoyer`}
        />
      ) : null}
      {isWaiting ? (
        <p className="mt-3">
          <ButtonLink href={`${path}?action=renvoyer`}>{t("registration.resend")}</ButtonLink>
        </p>
      ) : (
        <Banner tone="info">{t("registration.closedBanner")}</Banner>
      )}
      <Facts file={file} now={ctx.now()} />
      <TrailTable administrator={administrator} targetId={file.id} query={query} path={path} />
    </AdminFrame>
  );
}

async function Facts({ file, now }: { file: RegistrationFile; now: Date }) {
  const t = await getTranslations("administration.registration");
  const account = await getTranslations("administration.account");
  const { closedAt, expiresAt } = file;
  return (
    <section aria-labelledby="inscription" className="mt-8">
      <h2 id="inscription">{t("facts")}</h2>
      <DescriptionList
        items={[
          {
            term: t("state"),
            details: (
              <StatusTag tone={closedAt ? "neutral" : "info"}>{closedAt ? t("closed") : t("waiting")}</StatusTag>
            ),
          },
          { term: t("createdAt"), details: formatMoment(file.createdAt) },
          ...(closedAt
            ? [{ term: t("closedAt"), details: formatMoment(closedAt) }]
            : [
                {
                  term: t("expiresAt"),
                  details: expiresAt && expiresAt >= now ? formatMoment(expiresAt) : t("expired"),
                },
              ]),
          { term: t("organisation"), details: await organisationInWords(file) },
          { term: account("email"), details: <span className="break-all">{file.email}</span> },
          { term: account("contactEmail"), details: <span className="break-all">{file.contactEmail}</span> },
          { term: account("language"), details: account(`languages.${file.language}`) },
        ]}
      />
    </section>
  );
}

async function organisationInWords({ organisation }: RegistrationFile): Promise<string> {
  const t = await getTranslations("administration.registration");
  const types = await getTranslations("organisations.identifierTypes");
  const { kind, identifierType, legalName } = organisation;
  const identifier = `${types(identifierType)} ${organisation.identifier}`;
  switch (kind) {
    case "create":
      return t("create", { name: legalName ?? "", identifier });
    case "join":
      return t("join", { identifier });
    case "none":
      return t("alone", { identifier });
  }
}
