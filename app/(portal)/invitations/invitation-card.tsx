import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { DescriptionList } from "@/app/_ui/description-list";
import { questionId } from "@/app/_ui/question-id";
import { SubmitButton } from "@/app/_ui/submit-button";
import { formatMoment } from "@/lib/i18n/format-moment";
import type { OwnInvitation } from "@/lib/invitation/find-own-invitations";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { accept } from "./actions";

/** One invitation: who, where, to do what, until when; and the answer, or why none can be given any more. */
export async function InvitationCard({
  invitation,
  alone = false,
}: {
  invitation: OwnInvitation;
  /** Whether it is the only one: its answer is then what the page is for. */
  alone?: boolean;
}) {
  const t = await getTranslations("invitations.own");
  const { id, designation, standing } = invitation;
  const mayDecline = standing === "open" || standing === "already-attached";
  const refusal = `${routes.invitations()}?action=decliner&invitation=${id}`;
  const title = t("acceptNamed", { structure: designation });
  return (
    <article
      aria-labelledby={`invitation-${id}`}
      className="rounded-lg border border-line bg-surface-raised p-4 sm:p-6"
    >
      <h3 id={`invitation-${id}`} className="mb-3">
        {designation}
      </h3>
      <Facts invitation={invitation} />
      <Fallen standing={standing} />
      {mayDecline ? (
        <div className="mt-4 flex flex-wrap items-end gap-x-6 gap-y-3">
          {standing === "open" ? (
            <ActionForm
              action={accept}
              id={`accept-${id}`}
              title={await documentTitle(title)}
              sharesPage
              labels={await formLabels()}
            >
              <input type="hidden" name="invitationId" value={id} />
              <SubmitButton variant={alone ? "primary" : "secondary"} pendingLabel={t("accepting")}>
                {t("accept")}
                <span className="sr-only"> : {designation}</span>
              </SubmitButton>
            </ActionForm>
          ) : null}
          <a id={questionId(refusal)} href={refusal} className="inline-flex min-h-11 items-center">
            {t("decline")}
            <span className="sr-only"> : {designation}</span>
          </a>
        </div>
      ) : null}
    </article>
  );
}

async function Facts({ invitation }: { invitation: OwnInvitation }) {
  const t = await getTranslations("invitations.own");
  const organisations = await getTranslations("organisations");
  const { inviter, city, role, departments, workspaces, expiresAt } = invitation;
  const granted = workspaces.map(({ workspace, access }) =>
    t("workspace", {
      workspace: organisations(`workspaces.${workspace}.label`),
      access: organisations(`access.${access}`),
    }),
  );
  return (
    <DescriptionList
      items={[
        { term: t("inviter"), details: inviter ?? t("inviterUnknown") },
        { term: t("city"), details: city },
        { term: t("role"), details: organisations(`roles.${role}`) },
        { term: t("departments"), details: departments.join(", ") || t("defaultDepartment") },
        { term: t("workspaces"), details: granted.join(", ") || t("noWorkspace") },
        { term: t("expiresAt"), details: formatMoment(expiresAt) },
      ]}
    />
  );
}

async function Fallen({ standing }: { standing: OwnInvitation["standing"] }) {
  const t = await getTranslations("invitations.standings");
  return standing === "open" ? null : <Banner tone="info">{t(standing)}</Banner>;
}
