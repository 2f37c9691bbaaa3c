import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { namesOf, readTableView, type TableView } from "@/app/_ui/table-view";
import { findOwnProfile } from "@/lib/account/find-own-profile";
import { findOwnSecurity } from "@/lib/account/find-own-security";
import { findOwnOverview } from "@/lib/attachment/find-own-overview";
import { live } from "@/lib/platform/live";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "./account-frame";
import { AttachmentsTable } from "./attachments-table";
import { NewestRequests } from "./newest-requests";
import { PersonalBlock } from "./personal-block";
import { SecurityBlock } from "./security-block";
import { SubscriptionsTable } from "./subscriptions-table";

/** S-10: who one is here, for which structures one acts or waits, what one uses and asked for. */
export default async function MyAccountPage({ searchParams }: PageProps<"/mon-compte">) {
  const actor = await requireAccount();
  const query = await searchParams;
  const t = await getTranslations("portal.account");
  const blocks = await getTranslations("requests.account");
  const attachmentsView = readTableView(query, { sortable: ["designation", "identifier", "role", "status"] });
  const subscriptionsView = readTableView(query, { sortable: ["structure", "workspace", "status"], prefix: "a-" });
  const ctx = await live();
  const [{ attachments, subscriptions, requests }, profile, security] = await Promise.all([
    findOwnOverview(ctx, actor),
    findOwnProfile(ctx, actor),
    findOwnSecurity(ctx, actor),
  ]);
  return (
    <AccountFrame title={t("title")} current={routes.myAccount()}>
      <div className="grid gap-10 lg:grid-cols-[3fr_2fr]">
        <PersonalBlock profile={profile} />
        <SecurityBlock security={security} previousSignInAt={actor.previousSignInAt} />
      </div>
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
    </AccountFrame>
  );
}

/** The view of the other table, which the links of one must not lose. */
function asKept(view: TableView): Record<string, string> {
  return { ...namesOf(view), [`${view.prefix ?? ""}page`]: String(view.page) };
}
