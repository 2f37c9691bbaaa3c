// biome-ignore-all lint/a11y/noRedundantRoles: parts shown as blocks on a phone are no table any more to some readers
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
  const cells = [
    { heading: t("identifier"), value: maskedIdentifier(identifierType, identifier) },
    { heading: t("name"), value: organisation.name ?? organisations("hidden") },
    { heading: t("manager"), value: manager },
  ];
  return (
    <section aria-labelledby="structure" className="my-8">
      <h2 id="structure">{joins ? t("asked") : organisation.publicBody ? t("willAskSupport") : t("willManage")}</h2>
      {/* On a phone the line is a card: its parts are blocks, so their roles are said again. */}
      <table role="table" className="my-4 w-full text-left max-md:block">
        <caption className="sr-only">{t("table")}</caption>
        <thead role="rowgroup" className="max-md:sr-only">
          <tr role="row" className="border-line border-b-2">
            {cells.map(({ heading }) => (
              <th key={heading} role="columnheader" scope="col" className="py-2 pr-6">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block">
          <tr role="row" className="border-line border-b align-top max-md:block max-md:py-2">
            {cells.map(({ heading, value }) => (
              <td
                key={heading}
                role="cell"
                data-label={heading}
                className="py-3 pr-6 tabular-nums max-md:block max-md:py-0.5 max-md:before:text-ink-soft max-md:before:content-[attr(data-label)_'_:_']"
              >
                {value}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
      {joins ? <p>{t("willBeSent")}</p> : null}
    </section>
  );
}
