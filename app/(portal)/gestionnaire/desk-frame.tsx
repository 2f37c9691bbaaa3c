import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { SectionLinks } from "@/app/_ui/section-links";
import type { Actor } from "@/lib/attachment/actor";
import { documentTitle } from "@/lib/web/document-title";
import { routes } from "@/lib/web/routes";

const sections = {
  waiting: routes.desk(),
  structures: routes.deskStructures(),
  members: routes.deskMembers(),
  history: routes.deskHistory(),
};

/** What stands around the four pages of "Activités du gestionnaire" (S-13). */
export async function DeskFrame({
  actor,
  section,
  children,
}: {
  actor: Actor;
  section: keyof typeof sections;
  children: ReactNode;
}) {
  const t = await getTranslations("desk");
  const links = (["waiting", "structures", "members", "history"] as const).map((key) => ({
    href: sections[key],
    label: t(`sections.${key}`),
    ...(key === "waiting" && { count: actor.waitingDecisions }),
  }));
  return (
    <>
      {/* No two of the four have the same title (A11Y-01). */}
      <PageHeading
        title={t("title")}
        documentTitle={await documentTitle(`${t(`sections.${section}`)} - ${t("title")}`)}
      />
      <SectionLinks label={t("sections.name")} links={links} current={sections[section]} />
      {children}
    </>
  );
}
