import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { StatusTag } from "@/app/_ui/status-tag";
import { type AccountAct, actsOn, stateOf } from "@/lib/administration/account-state";
import { type AccountFile, findAccountFile } from "@/lib/administration/find-account-file";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { AdminFrame } from "../../admin-frame";
import { TrailTable } from "../../trail-table";
import { AccountFacts } from "./account-facts";
import { actNames, Question } from "./question";

const tellings = ["debloque", "lien", "facteurs", "desactive", "reactive", "ecarte", "sessions"] as const;

/** One account: what it is, what happened to it, and what support can do (R-1401, R-1402). */
export default async function AccountPage({ params, searchParams }: PageProps<"/admin/comptes/[id]">) {
  const administrator = await requireAdministrator();
  const ctx = await live();
  const file = (await findAccountFile(ctx, administrator, rowId((await params).id))) ?? notFound();
  const query = await searchParams;
  const now = ctx.now();
  const state = stateOf(file, now);
  const isOwn = file.accountId === administrator.accountId;
  const offered = actsOn(file, { actorId: administrator.accountId, now }).filter(
    // Of his own sessions the one in use goes on: alone, there is none to close.
    (act) => act !== "end-sessions" || !isOwn || file.sessions > 1,
  );
  const asked = offered.find((act) => actNames[act] === query.action);
  const told = tellings.find((known) => known === query.fait);

  const t = await getTranslations("administration");
  const path = routes.adminAccount(file.accountId);
  return (
    <AdminFrame title={`${file.givenName} ${file.familyName}`} current={routes.adminAccounts()} titled={Boolean(asked)}>
      {told ? (
        <Banner tone="success" role="status">
          {t(`done.${told}`)}
        </Banner>
      ) : null}
      <p>
        <a href={routes.adminAccounts()} className="inline-flex min-h-11 items-center">
          {t("account.back")}
        </a>
      </p>
      {asked ? <Question act={asked} file={file} isOwn={isOwn} /> : null}
      {state === "deactivated" && file.reactivationRequestedAt ? (
        <Banner tone="warning">
          {t("account.requestedBanner", { date: formatMoment(file.reactivationRequestedAt) })}
        </Banner>
      ) : null}
      {state === "erased" ? <Banner tone="info">{t("account.erasedBanner")}</Banner> : null}
      <Acts offered={offered} path={path} isOwn={isOwn} />
      <AccountFacts file={file} state={state} />
      <Attachments file={file} />
      <TrailTable administrator={administrator} targetId={file.accountId} query={query} path={path} />
    </AdminFrame>
  );
}

const answers: AccountAct[] = ["unlock-account", "reactivate-account"];

async function Acts({ offered, path, isOwn }: { offered: AccountAct[]; path: string; isOwn: boolean }) {
  const t = await getTranslations("administration");
  return (
    <section aria-labelledby="actes" className="mt-4">
      <h2 id="actes">{t("account.acts")}</h2>
      {isOwn ? <p className="mt-2">{t("account.own")}</p> : null}
      {offered.length === 0 && !isOwn ? <p className="mt-2">{t("account.noActs")}</p> : null}
      <p className="mt-3 flex flex-wrap gap-3">
        {offered.map((act) => (
          <ButtonLink
            key={act}
            href={`${path}?action=${actNames[act]}`}
            variant={answers.includes(act) ? "primary" : "secondary"}
          >
            {t(`acts.names.${act}`)}
          </ButtonLink>
        ))}
      </p>
    </section>
  );
}

/** Names and numbers, and the role: nothing that a member would read on the sheet (R-1402). */
async function Attachments({ file }: { file: AccountFile }) {
  const t = await getTranslations("administration.account");
  const organisations = await getTranslations("organisations");
  const { attachments, attachmentCount } = file;
  const tones = { approved: "success", pending: "warning", suspended: "warning" } as const;
  return (
    <section aria-labelledby="rattachements" className="mt-8">
      <h2 id="rattachements">{t("attachments")}</h2>
      {attachments.length === 0 ? <p className="mt-2 text-ink-soft">{t("noAttachments")}</p> : null}
      <ul className="mt-2 divide-y divide-line">
        {attachments.map(({ attachmentId, legalName, identifier, role, status }) => (
          <li key={attachmentId} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
            <span className="min-w-0 font-semibold tabular-nums">
              {t("attachment", { name: legalName, identifier })}
            </span>
            <span>{organisations(`roles.${role}`)}</span>
            <StatusTag tone={tones[status as keyof typeof tones] ?? "neutral"}>
              {organisations(`attachmentStatus.${status}`)}
            </StatusTag>
          </li>
        ))}
      </ul>
      {attachmentCount > attachments.length ? (
        <p className="mt-2">{t("moreAttachments", { shown: attachments.length, total: attachmentCount })}</p>
      ) : null}
    </section>
  );
}
