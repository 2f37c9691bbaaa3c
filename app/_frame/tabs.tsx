import { getTranslations } from "next-intl/server";
import type { Actor } from "@/lib/attachment/actor";
import { routes } from "@/lib/web/routes";
import { workspaces } from "@/lib/workspace/workspace";
import { TabLink } from "./tab-link";

/** Home, one tab for each workspace the person is subscribed to in the order of the catalogue, account. */
export async function Tabs({ actor }: { actor: Actor }) {
  const t = await getTranslations("frame");
  const organisations = await getTranslations("organisations");
  const subscribed = new Set(actor.subscriptions.map(({ workspace }) => workspace));
  const tabs = [
    { href: routes.portalHome(), label: t("portalHome") },
    ...workspaces
      .filter(({ code }) => subscribed.has(code))
      .map(({ code }) => ({ href: routes.workspace(code), label: organisations(`workspaces.${code}.label`) })),
    { href: routes.myAccount(), label: t("myAccount") },
  ];
  return (
    <nav aria-label={t("tabs")} className="border-line border-b bg-surface-raised print:hidden">
      <div className="page-width">
        <ul className="-mx-2.5 flex min-[22.5rem]:-mx-3 max-md:overflow-x-auto md:flex-wrap">
          {tabs.map(({ href, label }) => (
            <li key={href} className="shrink-0">
              <TabLink href={href}>{label}</TabLink>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
