import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { findBankDetails } from "@/lib/document/find-bank-details";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { findTakeOverWait } from "@/lib/structure/find-take-over-wait";
import { mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame, sheetTitle } from "../sheet-frame";
import { BankDetailsForm } from "./bank-details-form";
import { BankDetailsView } from "./bank-details-view";
import { RemoveQuestion } from "./remove-question";

/** "Coordonnées bancaires": the managers write them, the others see that there are some (SEC-63). */
export default async function BankDetailsPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/coordonnees-bancaires">) {
  const { permit, structure } = await requireSheet((await params).id);
  const query = await searchParams;
  const t = await getTranslations("documents.bank");
  const manages = mayAs(permit.capacity, "edit-sheet");
  const details = await findBankDetails(await live(), permit);
  const wait = manages ? await findTakeOverWait(await live(), permit.structureId) : null;
  const mayChange = manages && wait === null;
  const { structureId } = structure;
  const path = routes.bankDetails(structureId);
  return (
    <SheetFrame permit={permit} structure={structure} current={path} title={mayChange ? undefined : t("title")}>
      <Done done={query.fait} />
      {wait ? <TakenOver until={wait} /> : null}
      {mayChange && details && query.action === "supprimer" ? (
        <RemoveQuestion structure={structure} version={details.version} />
      ) : null}
      <section aria-labelledby="bank-details">
        <h2 id="bank-details">{t("heading")}</h2>
        <p className="mt-1 mb-4 max-w-prose text-ink-soft">{t("lead")}</p>
        {details ? <BankDetailsView details={details} manages={manages} /> : <EmptyState>{t("empty")}</EmptyState>}
        {mayChange && details ? (
          <p className="mt-6">
            <ButtonLink href={`${path}?action=supprimer`} variant="secondary">
              {t("remove")}
            </ButtonLink>
          </p>
        ) : null}
      </section>
      {mayChange ? (
        <div className="mt-10">
          <BankDetailsForm
            structureId={structureId}
            details={details}
            title={await sheetTitle(t("title"), structure)}
          />
        </div>
      ) : null}
    </SheetFrame>
  );
}

/** Support has just named who manages: nobody diverts a payment before the others could object (SEC-68). */
async function TakenOver({ until }: { until: Date }) {
  const messages = await getTranslations("messages");
  return <Banner tone="warning">{messages("M-57-taken-over", { date: formatMoment(until) })}</Banner>;
}

async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("documents.bank");
  if (done === "change") {
    return (
      <Banner tone="warning" role="alert">
        {t("removedMeanwhile")}
      </Banner>
    );
  }
  if (done !== "enregistre" && done !== "suppression") return null;
  return (
    <Banner tone="success" role="status">
      {t(`done.${done}`)}
    </Banner>
  );
}
