import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { formatDay } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { findSheet, type Sheet } from "@/lib/structure/find-sheet";
import { mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "./require-sheet";
import { SheetForm } from "./sheet-form";
import { SheetFrame, sheetTitle } from "./sheet-frame";
import { SheetView } from "./sheet-view";

const dones = ["enregistre", "identifiant", "desactivation", "creation"] as const;

/** S-14, "Informations générales": the sheet of a structure, to change or to read. */
export default async function StructurePage({ params, searchParams }: PageProps<"/structures/[id]">) {
  const { permit, structure } = await requireSheet((await params).id);
  const sheet = (await findSheet(await live(), permit)) ?? notFound();
  const t = await getTranslations("sheet");
  const messages = await getTranslations("messages");
  const { fait } = await searchParams;
  const done = dones.find((known) => known === fait);
  const manages = mayAs(permit.capacity, "edit-sheet");
  const decides = mayAs(permit.capacity, "change-identifier") && sheet.status === "active";
  const title = await sheetTitle(t("sections.general"), structure);
  return (
    <SheetFrame
      permit={permit}
      structure={structure}
      current={routes.structure(sheet.id)}
      title={manages ? undefined : t("sections.general")}
    >
      {done ? (
        <Banner tone="success" role="status">
          {done === "enregistre" ? messages("M-50") : t(`done.${done}`)}
        </Banner>
      ) : null}
      {sheet.status === "inactive" ? <Banner tone="warning">{messages("M-26")}</Banner> : null}
      {manages && sheet.managerVacantSince ? <Banner tone="warning">{messages("M-53")}</Banner> : null}
      <section aria-labelledby="identity" className="mb-10">
        <h2 id="identity">{t("identity")}</h2>
        <Identity sheet={sheet} />
        {decides ? (
          <div className="mt-4 flex flex-wrap gap-3">
            <ButtonLink variant="secondary" href={routes.changeIdentifier(sheet.id)}>
              {t("changeIdentifier")}
            </ButtonLink>
            <ButtonLink variant="secondary" href={routes.deactivateStructure(sheet.id)}>
              {t("deactivate")}
            </ButtonLink>
          </div>
        ) : null}
      </section>
      {manages ? <SheetForm sheet={sheet} title={title} /> : <SheetView sheet={sheet} />}
    </SheetFrame>
  );
}

/** What nobody types here: the identifier has its own page, the register gives the name. */
async function Identity({ sheet }: { sheet: Sheet }) {
  const t = await getTranslations("sheet");
  const organisations = await getTranslations("organisations");
  const { identifierType, shownIdentifier, status, registryCheckedAt } = sheet;
  const type =
    identifierType === "SIRET" ? organisations("sheetTypes.SIRET") : organisations(`identifierTypes.${identifierType}`);
  return (
    <>
      <DescriptionList
        items={[
          { term: t("fields.legalName"), details: sheet.legalName },
          { term: t("fields.identifierType"), details: type },
          { term: t("fields.identifier"), details: shownIdentifier },
          ...(sheet.formerIdentifiers.length > 0
            ? [{ term: t("formerIdentifiers"), details: <FormerIdentifiers sheet={sheet} /> }]
            : []),
          {
            term: t("fields.status"),
            details: <StatusTag tone={status === "active" ? "success" : "neutral"}>{t(`status.${status}`)}</StatusTag>,
          },
        ]}
      />
      {registryCheckedAt ? (
        <p className="mt-3 text-ink-soft text-sm">{t("source", { date: formatDay(registryCheckedAt) })}</p>
      ) : null}
      {identifierType === "SIRET" && !registryCheckedAt ? (
        <p className="mt-3 text-ink-soft text-sm">{t("unchecked")}</p>
      ) : null}
    </>
  );
}

/** What it was known by before, and until when. */
async function FormerIdentifiers({ sheet }: { sheet: Sheet }) {
  const t = await getTranslations("sheet");
  return (
    <ul>
      {sheet.formerIdentifiers.map(({ shownIdentifier, replacedAt }) => (
        <li key={replacedAt.toISOString()}>
          {t("until", { identifier: shownIdentifier, date: formatDay(replacedAt) })}
        </li>
      ))}
    </ul>
  );
}
