import { getTranslations } from "next-intl/server";
import type { Recap } from "@/lib/onboarding/recap";
import { maskedIdentifier } from "@/lib/structure/identifier";

type Organisation = Exclude<Recap["organisation"], { kind: "none" }>;

/** The structure of S-03 and who manages it (R-322, C-20). */
export async function RecapStructure({ recap }: { recap: Recap & { organisation: Organisation } }) {
  const t = await getTranslations("signUp.recap");
  const organisations = await getTranslations("signUp.organisation");
  const { organisation, givenName, familyName } = recap;
  const { identifierType, identifier } = organisation;
  const joins = organisation.kind === "join";
  const manager = joins
    ? (organisation.manager ?? t("nobody"))
    : organisation.publicBody
      ? t("nobody")
      : `${givenName} ${familyName.toLocaleUpperCase("fr")}`;
  return (
    <section aria-labelledby="structure">
      <h2 id="structure">{joins ? t("asked") : organisation.publicBody ? t("willAskSupport") : t("willManage")}</h2>
      <table className="w-full text-left">
        <caption className="sr-only">{t("table")}</caption>
        <thead>
          <tr className="border-b border-line">
            <th scope="col">{t("identifier")}</th>
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("manager")}</th>
          </tr>
        </thead>
        <tbody>
          <tr className="border-b border-line align-top">
            <td className="tabular-nums">{maskedIdentifier(identifierType, identifier)}</td>
            <td>{organisation.name ?? organisations("hidden")}</td>
            <td>{manager}</td>
          </tr>
        </tbody>
      </table>
      {joins ? <p>{t("willBeSent")}</p> : null}
    </section>
  );
}
