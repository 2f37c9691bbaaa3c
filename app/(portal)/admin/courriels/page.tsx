import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { Banner } from "@/app/_ui/banner";
import { buttonLook } from "@/app/_ui/button-look";
import { inputLook } from "@/app/_ui/field-frame";
import { queryValue } from "@/app/_ui/query-value";
import { SectionLinks } from "@/app/_ui/section-links";
import { TableSearch } from "@/app/_ui/table-search";
import { NEWEST_SEARCHED } from "@/lib/administration/find-mails";
import { typedSearch } from "@/lib/platform/typed-search";
import { requireAdministrator } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AdminFrame } from "../admin-frame";
import { AgainQuestion } from "./again-question";
import { type MailStateName, mailKindInWords, mailKinds, mailStateNames } from "./mail-names";
import { MailsTable } from "./mails-table";

const FORM = "courriels-choisis";
/** The most that a page of the table can have ticked. */
const MAX_CHOSEN = 50;

/** The outbox: every mail by state, kind and recipient, and the failed ones once more (R-1401, SEC-97). */
export default async function MailsPage({ searchParams }: PageProps<"/admin/courriels">) {
  const administrator = await requireAdministrator();
  const query = await searchParams;
  const states = Object.keys(mailStateNames) as MailStateName[];
  const state = states.find((name) => name === query.etat);
  const kind = mailKinds.find((known) => known === query.nature);
  const recipient = typedSearch(queryValue(query.destinataire), 254);
  const ticked = [query.courriel ?? []].flat().filter((id) => z.uuid().safeParse(id).success);
  const chosen = [...new Set(ticked)].slice(0, MAX_CHOSEN);
  const isSent = query.action === "renvoyer";
  const asks = isSent && chosen.length > 0;
  const lacks = isSent && chosen.length === 0;

  const t = await getTranslations("administration");
  const path = routes.adminMails();
  const searched = { ...(recipient && { destinataire: recipient }), ...(kind && { nature: kind }) };
  const addressOf = (name: string | undefined) => {
    const kept = new URLSearchParams({ ...searched, ...(name && { etat: name }) }).toString();
    return kept ? `${path}?${kept}` : path;
  };
  const keep = { ...searched, ...(state && { etat: state }) };
  return (
    <AdminFrame title={t("mails.title")} current={path} lead={t("mails.lead")} titled={asks} failed={lacks}>
      {query.fait === "renvoye" ? (
        <Banner tone="success" role="status">
          {t("done.renvoye")}
        </Banner>
      ) : null}
      {lacks ? (
        <Banner tone="warning" role="alert">
          {t("mails.noneChosen")}
        </Banner>
      ) : null}
      {asks ? <AgainQuestion messageIds={chosen} back={`${addressOf(state)}#again`} /> : null}
      <TableSearch
        path={path}
        id="destinataire"
        name="destinataire"
        label={t("mails.recipient")}
        submit={t("mails.searchSubmit")}
        query={recipient}
        keep={state ? { etat: state } : {}}
      >
        <KindFilter kind={kind} />
      </TableSearch>
      {kind && !recipient ? (
        <p className="mt-2 text-ink-soft text-sm">{t("mails.kindHelp", { count: NEWEST_SEARCHED })}</p>
      ) : null}
      {kind || recipient ? (
        <p className="mt-2">
          <a href={state ? `${path}?etat=${state}` : path} className="inline-flex min-h-11 items-center">
            {t("mails.clearSearch")}
          </a>
        </p>
      ) : null}
      <div className="mt-6">
        <SectionLinks
          label={t("mails.filters")}
          current={addressOf(state)}
          links={[
            { href: addressOf(undefined), label: t("mails.any") },
            ...states.map((name) => ({ href: addressOf(name), label: t(`mails.states.${mailStateNames[name]}`) })),
          ]}
        />
      </div>
      <MailsTable
        administrator={administrator}
        query={query}
        search={{ status: state ? mailStateNames[state] : null, kind: kind ?? null, recipient }}
        keep={keep}
        selection={{ formId: FORM, withSelection: <WithSelection keep={keep} /> }}
      />
    </AdminFrame>
  );
}

async function KindFilter({ kind }: { kind: string | undefined }) {
  const t = await getTranslations("administration.mails");
  const kindInWords = await mailKindInWords();
  const kinds = mailKinds
    .map((name) => ({ name, label: kindInWords(name) }))
    .toSorted((one, other) => one.label.localeCompare(other.label, "fr"));
  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor="nature" className="font-semibold">
        {t("kind")}
      </label>
      <select id="nature" name="nature" defaultValue={kind ?? ""} className={inputLook}>
        <option value="">{t("anyKind")}</option>
        {kinds.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What can be done to the ticked ones: asked again before anything leaves (A11Y-25). */
async function WithSelection({ keep }: { keep: Record<string, string> }) {
  const t = await getTranslations("administration.mails");
  return (
    <form id={FORM} action={routes.adminMails()} method="get" className="mt-6">
      {Object.entries(keep).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <p className="font-semibold">{t("withSelection")}</p>
      <p className="mt-2">
        <button id="again" type="submit" name="action" value="renvoyer" className={buttonLook.secondary}>
          {t("again")}
        </button>
      </p>
    </form>
  );
}
