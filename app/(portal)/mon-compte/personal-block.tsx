import { getTranslations } from "next-intl/server";
import { DescriptionList } from "@/app/_ui/description-list";
import type { OwnProfile } from "@/lib/account/find-own-profile";
import { splitPhone } from "@/lib/account/phone";
import { countryName } from "@/lib/i18n/countries";
import { currentLanguage } from "@/lib/web/current-language";
import { routes } from "@/lib/web/routes";

/** "Mes informations personnelles" at a glance. */
export async function PersonalBlock({ profile }: { profile: OwnProfile }) {
  const t = await getTranslations("portal.account");
  const own = await getTranslations("account.overview");
  const waiting = profile.waitingContact;
  return (
    <section aria-labelledby="personal" className="min-w-0">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id="personal">{t("personal")}</h2>
        <a
          href={routes.ownDetails()}
          aria-label={own("editNamed")}
          className="inline-flex min-h-11 items-center md:min-h-6"
        >
          {own("edit")}
        </a>
      </div>
      <DescriptionList
        items={[
          { term: t("email"), details: profile.email },
          {
            term: t("contactEmail"),
            details: waiting ? (
              <>
                {profile.contactEmail}
                <br />
                <span className="font-normal">{own("waiting", { email: waiting.email })}</span>
              </>
            ) : (
              profile.contactEmail
            ),
          },
          { term: t("familyName"), details: profile.familyName },
          { term: t("givenName"), details: profile.givenName },
          { term: own("phone"), details: phoneOf(profile) ?? own("none") },
          { term: own("address"), details: (await addressOf(profile)) || own("none") },
        ]}
      />
    </section>
  );
}

function phoneOf({ phone }: OwnProfile): string | null {
  if (phone === null) return null;
  const { prefix, number } = splitPhone(phone);
  return `${prefix} ${number}`;
}

async function addressOf(profile: OwnProfile): Promise<string> {
  const { addressLine1, addressLine2, addressLine3, postcode, city, country } = profile;
  const town = [postcode, city].filter(Boolean).join(" ");
  const land = country === null ? null : countryName(country, await currentLanguage());
  return [addressLine1, addressLine2, addressLine3, town, land].filter(Boolean).join(", ");
}
