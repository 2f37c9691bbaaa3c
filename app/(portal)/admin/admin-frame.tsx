import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { SectionLinks } from "@/app/_ui/section-links";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";

/**
 * What stands around every page of the administration (S-19): its title and its sections. `titled`: a form of the page
 * names the document itself. `failed`: what was sent to it by its address lacked something (A11Y-01).
 */
export async function AdminFrame({
  title,
  current,
  lead,
  titled = false,
  failed = false,
  children,
}: {
  title: string;
  /** The address of the open section, from `routes`. */
  current: string;
  lead?: ReactNode;
  titled?: boolean;
  failed?: boolean;
  children: ReactNode;
}) {
  const t = await getTranslations("administration");
  const named = await documentTitle(`${title} - ${t("title")}`);
  return (
    <>
      <PageHeading
        title={title}
        lead={lead}
        documentTitle={titled ? undefined : failed ? (await formLabels()).errorPrefix + named : named}
      />
      <SectionLinks
        label={t("sections.name")}
        current={current}
        links={[
          { href: routes.administration(), label: t("sections.overview") },
          { href: routes.adminAccounts(), label: t("sections.accounts") },
          { href: routes.adminRequests(), label: t("sections.requests") },
          { href: routes.adminAppointments(), label: t("sections.appointments") },
          { href: routes.adminMails(), label: t("sections.mails") },
        ]}
      />
      {children}
    </>
  );
}
