import { getTranslations } from "next-intl/server";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { displayIdentifier } from "@/lib/structure/identifier";
import type { CredentialsPaper } from "@/lib/technical-account/credentials-pdf";
import type { ShownSecret } from "@/lib/technical-account/shown-secret";
import { currentLanguage } from "@/lib/web/current-language";
import { routes } from "@/lib/web/routes";

/** What the export weighs, as its button says: a tenth more or less, by the letters in it (A11Y-28). */
export const PAPER_KILOBYTES = 13;

/** The sentences of the export: the facts of S-16 (R-1006, A11Y-29). */
export async function paperOf(secret: ShownSecret): Promise<CredentialsPaper> {
  const { APP_URL, PORTAL_NAME } = (await live()).env;
  const address = (path: string) => new URL(path, APP_URL).toString();
  const t = await getTranslations("technical.paper");
  const { login, password, structure, expiresAt } = secret;
  const { designation, identifierType, identifier } = structure;
  const date = formatMoment(expiresAt);
  return {
    language: await currentLanguage(),
    title: t("title"),
    lead: t("lead"),
    facts: [
      { term: t("structure"), details: `${displayIdentifier(identifierType, identifier)} ${designation}` },
      { term: t("login"), details: login },
      { term: t("password"), details: password },
      { term: t("expires"), details: date },
    ],
    next: {
      heading: t("next"),
      steps: [
        t("configure"),
        t("token", { address: address(routes.apiToken()) }),
        t("guide", { guide: address(routes.apiGuide()) }),
        t("renew", { date }),
        t("destroy"),
      ],
    },
    author: PORTAL_NAME,
  };
}
