import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { SectionLinks } from "@/app/_ui/section-links";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

/**
 * What stands around every page of "Mon compte" (S-10): its title and its sections. `titled`: a form of the page names
 * the document itself.
 */
export async function AccountFrame({
  title,
  current,
  lead,
  titled = false,
  children,
}: {
  title: string;
  /** The address of the open section, from `routes`. */
  current: string;
  lead?: ReactNode;
  titled?: boolean;
  children: ReactNode;
}) {
  const t = await getTranslations("account.sections");
  return (
    <>
      <PageHeading title={title} lead={lead} documentTitle={titled ? undefined : await documentTitle(title)} />
      <SectionLinks
        label={t("name")}
        current={current}
        links={[
          { href: routes.myAccount(), label: t("overview") },
          { href: routes.ownDetails(), label: t("details") },
          { href: routes.security(), label: t("security") },
          { href: routes.ownSessions(), label: t("sessions") },
          { href: routes.ownDocuments(), label: t("documents") },
          { href: routes.ownData(), label: t("data") },
        ]}
      />
      {children}
    </>
  );
}
