import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import { type BankDetails, maskedIban } from "@/lib/document/bank-details";
import { formatMoment } from "@/lib/i18n/format-moment";

/** What is saved: the IBAN stays masked until a manager asks for it, with or without scripts (SEC-101). */
export async function BankDetailsView({ details, manages }: { details: BankDetails; manages: boolean }) {
  const t = await getTranslations("documents.bank");
  const { holder, ibanEnd, iban, bic, savedAt, savedBy } = details;
  return (
    <DescriptionList
      items={[
        { term: t("holder"), details: holder },
        {
          term: t("iban"),
          details: (
            <>
              <p>{maskedIban(ibanEnd)}</p>
              {iban ? (
                <details className="mt-1 font-normal">
                  <summary className="inline-flex min-h-11 cursor-pointer items-center text-accent underline md:min-h-6">
                    {t("show")}
                  </summary>
                  <p className="mt-1 font-mono font-semibold">{iban}</p>
                </details>
              ) : null}
              {manages && !iban ? <p className="font-normal text-danger">{t("unreadable")}</p> : null}
            </>
          ),
        },
        { term: t("bic"), details: bic ?? t("noBic") },
        { term: t("saved"), details: t("savedBy", { date: formatMoment(savedAt), name: savedBy ?? t("somebody") }) },
      ]}
    />
  );
}
