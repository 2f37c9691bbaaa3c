import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { DescriptionList } from "@/app/_ui/description-list";
import { countryName } from "@/lib/i18n/countries";
import type { Ready } from "@/lib/onboarding/assess-draft";
import { addressLines } from "@/lib/structure/address";
import { displayIdentifier } from "@/lib/structure/identifier";
import { currentLanguage } from "@/lib/web/current-language";
import { routes, type SignUpStep } from "@/lib/web/routes";

/** What will be sent, read-only, each part with its "Modifier". */
export async function Summary({ ready }: { ready: Ready }) {
  const wizard = await getTranslations("signUp.steps");
  return (
    <div className="space-y-6">
      <Block title={wizard("person")} step="person">
        <PersonFacts ready={ready} />
      </Block>
      <Block title={wizard("organisation")} step="organisation">
        <OrganisationFacts ready={ready} />
      </Block>
      {ready.choice ? (
        <Block title={wizard("workspaces")} step="workspaces">
          <WorkspaceFacts ready={ready} />
        </Block>
      ) : null}
    </div>
  );
}

async function Block({ title, step, children }: { title: string; step: SignUpStep; children: React.ReactNode }) {
  const t = await getTranslations("signUp.verification");
  return (
    <Card>
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2>{title}</h2>
        <a href={routes.signUp(step)} aria-label={t("modifyWhat", { block: title })}>
          {t("modify")}
        </a>
      </div>
      {children}
    </Card>
  );
}

async function PersonFacts({ ready: { person } }: { ready: Ready }) {
  const t = await getTranslations("signUp.person");
  const v = await getTranslations("signUp.verification");
  return (
    <DescriptionList
      items={[
        { term: t("email"), details: person.email },
        { term: t("familyName"), details: person.familyName },
        { term: t("givenName"), details: person.givenName },
        { term: t("phone"), details: person.phone ?? v("notGiven") },
        { term: t("contactEmail"), details: person.contactEmail },
        {
          term: v("terms"),
          details: (
            <>
              {v("accepted")}{" "}
              <a
                href={routes.terms()}
                target="_blank"
                rel="noopener"
                className="inline-flex min-h-6 items-center font-normal text-sm"
              >
                {t("readTerms")}
              </a>
            </>
          ),
        },
        { term: v("survey"), details: person.survey ? v("accepted") : v("notAccepted") },
      ]}
    />
  );
}

async function OrganisationFacts({ ready: { found, details, organisation } }: { ready: Ready }) {
  const t = await getTranslations("signUp.organisation");
  const v = await getTranslations("signUp.verification");
  const organisations = await getTranslations("organisations");
  const language = await currentLanguage();
  const { identifierType, identifier } = found;
  const name = found.kind === "join" ? (found.legalName ?? t("hidden")) : details?.legalName;
  const purposes = (["paymentRequests", "dume"] as const).filter((purpose) => details?.purposes[purpose]);
  const outcome = { create: "willManage", join: "willAsk", none: "willBeAlone" } as const;
  const publicBody = organisation.kind === "create" && organisation.publicBody;
  return (
    <DescriptionList
      items={[
        { term: t("identifierType"), details: organisations(`identifierTypes.${identifierType}`) },
        { term: t("identifier"), details: displayIdentifier(identifierType, identifier) },
        ...(name ? [{ term: identifierType === "PARTICULIER" ? v("person") : t("legalName"), details: name }] : []),
        ...(details?.label ? [{ term: t("label"), details: details.label }] : []),
        ...(details
          ? [
              {
                term: v("address"),
                details: <Lines lines={addressLines(details, countryName(details.country, language))} />,
              },
            ]
          : []),
        ...(purposes.length > 0
          ? [
              {
                term: v("purposes"),
                details: <Lines lines={purposes.map((purpose) => v(`purposeNames.${purpose}`))} />,
              },
            ]
          : []),
        { term: v("outcome"), details: publicBody ? v("willAskSupport") : v(outcome[organisation.kind]) },
      ]}
    />
  );
}

async function WorkspaceFacts({ ready: { choice } }: { ready: Ready }) {
  const t = await getTranslations("signUp.workspaces");
  const v = await getTranslations("signUp.verification");
  const organisations = await getTranslations("organisations");
  if (!choice) return null;
  const names = choice.workspaces.map((code) => organisations(`workspaces.${code}.label`));
  const { providerCategory, employmentScheme } = choice;
  return (
    <DescriptionList
      items={[
        { term: v("activated"), details: names.length > 0 ? <Lines lines={names} /> : t("none") },
        ...(providerCategory ? [{ term: t("providerCategory"), details: t(`categories.${providerCategory}`) }] : []),
        ...(employmentScheme ? [{ term: t("employmentScheme"), details: t(`schemes.${employmentScheme}`) }] : []),
      ]}
    />
  );
}

function Lines({ lines }: { lines: string[] }) {
  return lines.map((line) => (
    <span key={line} className="block">
      {line}
    </span>
  ));
}
