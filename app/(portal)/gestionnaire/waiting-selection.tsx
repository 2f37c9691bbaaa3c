import { getTranslations } from "next-intl/server";
import { buttonLook } from "@/app/_ui/button-look";
import type { WaitingPage } from "@/lib/attachment/find-waiting-requests";

/** What can be done to the ticked lines, or to all those found: asked again on a page of its own (A11Y-25). */
export async function WaitingSelection({
  of,
  page: { total, lines },
  query,
  formId,
  path,
}: {
  of: "attachments" | "subscriptions";
  page: WaitingPage<unknown>;
  query: string;
  formId: string;
  path: string;
}) {
  const t = await getTranslations("desk");
  return (
    <form id={formId} method="get" action={path} className="mt-4 print:hidden">
      <fieldset className="flex flex-wrap items-center gap-3">
        <legend className="sr-only">{t(`${of}.actions`)}</legend>
        {total > lines.length ? (
          <label className="flex min-h-11 items-center gap-3">
            <input type="checkbox" name="toutes" value="oui" className="size-6 accent-accent" />
            {query ? t("allFound", { count: total }) : t("allWaiting", { count: total })}
          </label>
        ) : null}
        {query ? <input type="hidden" name="recherche" value={query} /> : null}
        <button type="submit" name="action" value="valider" className={buttonLook.secondary}>
          {t("approveSelection")}
        </button>
        <button type="submit" name="action" value="refuser" className={buttonLook.secondary}>
          {t("refuseSelection")}
        </button>
      </fieldset>
    </form>
  );
}
