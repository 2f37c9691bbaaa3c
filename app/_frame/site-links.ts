import { routes } from "@/lib/web/routes";

/** The links of the footer, in their order, the same on every screen (R-303, A11Y-26). */
export const siteLinks = [
  { key: "siteMap", href: routes.siteMap() },
  { key: "legalNotice", href: routes.legalNotice() },
  { key: "privacy", href: routes.privacy() },
  { key: "accessibility", href: routes.accessibility() },
  { key: "terms", href: routes.terms() },
  // The support form comes later: until then help stands right there.
  { key: "contact", href: "#aide" },
  { key: "releaseNotes", href: routes.releaseNotes() },
] as const;
