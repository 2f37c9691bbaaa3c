import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { siteLinks } from "./site-links";
import { SupportContact } from "./support-contact";

/** Help, what one may want to read about the site, and whose it is not, at the same place on every page (R-303, A11Y-26). */
export async function Footer() {
  const t = await getTranslations("frame");
  const { env } = await live();
  return (
    <footer className="border-line border-t bg-surface-raised print:hidden">
      <div className="page-width py-8">
        <section id="aide" tabIndex={-1} aria-labelledby="aide-titre">
          <h2 id="aide-titre" className="mb-1 text-lg">
            {t("supportTitle")}
          </h2>
          <SupportContact />
        </section>
        <nav aria-label={t("site.name")} className="mt-6 border-line border-t pt-4">
          <ul className="flex flex-wrap gap-x-6 text-sm">
            {siteLinks.map(({ key, href }) => (
              <li key={key}>
                <a href={href} className="inline-flex min-h-11 items-center text-ink">
                  {t(`site.${key}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p className="mt-4 text-ink-soft text-sm">
          <span className="font-semibold">{env.PORTAL_NAME}</span> · {t("notOfTheState")}
        </p>
      </div>
    </footer>
  );
}
