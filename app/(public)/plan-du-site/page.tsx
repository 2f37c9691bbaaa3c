import { getTranslations } from "next-intl/server";
import { siteLinks } from "@/app/_frame/site-links";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";
import { currentActor } from "@/lib/web/guards";
import { pagesOf, type SiteMapGroup } from "./pages-of";

/** "Plan du site": the pages this person can open, and no other. */
export default async function SiteMapPage() {
  const [t, frame, actor] = await Promise.all([
    getTranslations("legal.siteMap"),
    getTranslations("frame.site"),
    currentActor(),
  ]);
  const organisations = await getTranslations("organisations");
  const nameOf = (entry: SiteMapGroup["pages"][number]) => {
    if ("page" in entry) return t(`pages.${entry.page}`);
    if ("structure" in entry) return entry.structure;
    return organisations(`workspaces.${entry.workspace}.label`);
  };
  const groups = pagesOf(actor).map(({ key, pages }) => ({
    key: key as string,
    title: t(`groups.${key}`),
    links: pages.map((entry) => ({ href: entry.href, name: nameOf(entry) })),
  }));
  const site = {
    key: "site",
    title: t("groups.site"),
    links: siteLinks.map(({ key, href }) => ({ href, name: frame(key) })),
  };
  return (
    <>
      <PageHeading
        title={t("title")}
        documentTitle={await documentTitle(t("title"))}
        lead={actor ? t("lead") : `${t("lead")} ${t("signedOutHint")}`}
      />
      <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {[...groups, site].map(({ key, title, links }) => (
          <section key={key} aria-labelledby={key}>
            <h2 id={key}>{title}</h2>
            <ul className="mt-2">
              {links.map(({ href, name }) => (
                <li key={href}>
                  <a href={href} className="inline-flex min-h-11 items-center">
                    {name}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
