import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { SupportContact } from "./support-contact";

/** Help at the same place on every page, and whose site this is not (R-303, A11Y-26). */
export async function Footer() {
  const t = await getTranslations("frame");
  const { env } = await live();
  return (
    <footer className="border-line border-t bg-surface-raised print:hidden">
      <div className="page-width flex flex-wrap items-end justify-between gap-x-10 gap-y-6 py-8">
        <section id="aide" tabIndex={-1} aria-labelledby="aide-titre">
          <h2 id="aide-titre" className="mb-1 text-lg">
            {t("supportTitle")}
          </h2>
          <SupportContact />
        </section>
        <p className="max-w-prose text-ink-soft text-sm">
          <span className="font-semibold">{env.PORTAL_NAME}</span> · {t("notOfTheState")}
        </p>
      </div>
    </footer>
  );
}
