import { getTranslations } from "next-intl/server";
import { type Actor, isManager } from "@/lib/attachment/actor";
import { routes } from "@/lib/web/routes";
import { workspaces } from "@/lib/workspace/workspace";
import { TabLink } from "./tab-link";

/**
 * Home, the desk of those who manage a structure with what waits for them, one tab for each workspace the person is
 * subscribed to in the order of the catalogue, account.
 */
export async function Tabs({ actor }: { actor: Actor }) {
  const t = await getTranslations("frame");
  const desk = await getTranslations("desk");
  const organisations = await getTranslations("organisations");
  const subscribed = new Set(actor.subscriptions.map(({ workspace }) => workspace));
  const tabs: { href: string; label: string; waiting?: number }[] = [
    { href: routes.portalHome(), label: t("portalHome") },
    ...(isManager(actor) ? [{ href: routes.desk(), label: desk("tab"), waiting: actor.waitingDecisions }] : []),
    ...workspaces
      .filter(({ code }) => subscribed.has(code))
      .map(({ code }) => ({ href: routes.workspace(code), label: organisations(`workspaces.${code}.label`) })),
    ...(actor.isAdministrator ? [{ href: routes.administration(), label: t("administration") }] : []),
    { href: routes.myAccount(), label: t("myAccount") },
  ];
  return (
    <nav aria-label={t("tabs")} className="border-line border-b bg-surface-raised print:hidden">
      <div className="page-width">
        {/* Many tabs take a second row, and each row has its line: the mark of the current tab floats nowhere. */}
        <ul className="-mx-2.5 -mb-px flex bg-[length:100%_3rem] min-[22.5rem]:-mx-3 max-md:overflow-x-auto md:flex-wrap md:bg-[linear-gradient(to_top,var(--color-line)_1px,transparent_1px)]">
          {tabs.map(({ href, label, waiting }) => (
            <li key={href} className="shrink-0">
              <TabLink href={href}>
                {label}
                {waiting ? (
                  <span className="relative ml-2 rounded-full bg-accent px-2 text-accent-ink text-sm tabular-nums">
                    <span aria-hidden="true">{waiting}</span>
                    <span className="sr-only">{desk("tabCount", { count: waiting })}</span>
                  </span>
                ) : null}
              </TabLink>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}
