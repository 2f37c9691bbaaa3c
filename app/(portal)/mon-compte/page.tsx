import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { PageHeading } from "@/app/_ui/page-heading";
import { namesOf, readTableView, type TableView } from "@/app/_ui/table-view";
import { findOwnOverview } from "@/lib/attachment/find-own-overview";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AttachmentsTable } from "./attachments-table";
import { NewestRequests } from "./newest-requests";
import { SubscriptionsTable } from "./subscriptions-table";

/** S-10: who one is here, for which structures one acts or waits, what one uses and asked for. */
export default async function MyAccountPage({ searchParams }: PageProps<"/mon-compte">) {
  const actor = await requireAccount();
  const query = await searchParams;
  const t = await getTranslations("portal.account");
  const blocks = await getTranslations("requests.account");
  const attachmentsView = readTableView(query, { sortable: ["designation", "identifier", "role", "status"] });
  const subscriptionsView = readTableView(query, { sortable: ["structure", "workspace", "status"], prefix: "a-" });
  const { attachments, subscriptions, requests } = await findOwnOverview(await live(), actor);
  return (
    <>
      <PageHeading title={t("title")} documentTitle={await documentTitle(t("title"))} />
      <section aria-labelledby="personal">
        <h2 id="personal">{t("personal")}</h2>
        <DescriptionList
          items={[
            { term: t("email"), details: actor.email },
            { term: t("contactEmail"), details: actor.contactEmail },
            { term: t("familyName"), details: actor.familyName },
            { term: t("givenName"), details: actor.givenName },
          ]}
        />
      </section>
      <section aria-labelledby="attachments" className="mt-10">
        <h2 id="attachments">{blocks("attachments")}</h2>
        <AttachmentsTable attachments={attachments} view={attachmentsView} keep={asKept(subscriptionsView)} />
        {attachments.length === 0 ? null : (
          <p className="mt-4">
            <ButtonLink href={routes.requestAttachment()}>{blocks("requestAttachment")}</ButtonLink>
          </p>
        )}
      </section>
      <section aria-labelledby="subscriptions" className="mt-10">
        <h2 id="subscriptions">{blocks("subscriptions")}</h2>
        <SubscriptionsTable subscriptions={subscriptions} view={subscriptionsView} keep={asKept(attachmentsView)} />
        <p className="mt-4">
          <ButtonLink href={routes.requestSubscription()} variant="secondary">
            {blocks("requestSubscription")}
          </ButtonLink>
        </p>
      </section>
      <section aria-labelledby="requests" className="mt-10">
        <h2 id="requests">{blocks("requests")}</h2>
        <NewestRequests requests={requests} />
      </section>
    </>
  );
}

/** The view of the other table, which the links of one must not lose. */
function asKept(view: TableView): Record<string, string> {
  return { ...namesOf(view), [`${view.prefix ?? ""}page`]: String(view.page) };
}
