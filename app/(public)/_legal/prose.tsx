import type { ReactNode } from "react";
import { openingHours } from "@/lib/i18n/opening-hours";
import { live } from "@/lib/platform/live";
import { currentLanguage } from "@/lib/web/current-language";
import { routes } from "@/lib/web/routes";

/** What the sentences of the legal pages are filled with: who answers for the site, from the settings. */
export async function legalValues() {
  const { env } = await live();
  return {
    portal: env.PORTAL_NAME,
    publisher: env.LEGAL_PUBLISHER,
    address: env.LEGAL_ADDRESS,
    director: env.LEGAL_DIRECTOR,
    host: env.LEGAL_HOST,
    privacyEmail: env.PRIVACY_EMAIL,
    supportEmail: env.SUPPORT_EMAIL,
    supportPhone: env.SUPPORT_PHONE.replaceAll(" ", "\u00a0"),
    supportHours: openingHours(env.SUPPORT_HOURS, await currentLanguage()),
  };
}

/** How their tags are drawn: paragraphs, lists, and links to the pages and people they name. */
export async function legalTags() {
  const { env } = await live();
  const link = (href: string) => (words: ReactNode) => <a href={href}>{words}</a>;
  return {
    p: (words: ReactNode) => <p className="mt-3 max-w-prose">{words}</p>,
    ul: (words: ReactNode) => <ul className="mt-3 max-w-prose list-disc space-y-2 pl-6">{words}</ul>,
    li: (words: ReactNode) => <li>{words}</li>,
    strong: (words: ReactNode) => <strong>{words}</strong>,
    br: () => <br />,
    support: link(`mailto:${env.SUPPORT_EMAIL}`),
    privacy: link(`mailto:${env.PRIVACY_EMAIL}`),
    security: link(routes.securityContact()),
    privacyPage: link(routes.privacy()),
    termsPage: link(routes.terms()),
    accessibilityPage: link(routes.accessibility()),
    releasesPage: link(routes.releaseNotes()),
    ownData: link(routes.ownData()),
    details: link(routes.ownDetails()),
  };
}
