import { getTranslations } from "next-intl/server";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import type { InvitationChoices } from "@/lib/invitation/find-invitation-choices";
import { routes } from "@/lib/web/routes";

/** The columns of the file, with the codes that this structure knows, and a model to start from. */
export async function FileFormat({ structureId, choices }: { structureId: string; choices: InvitationChoices }) {
  const t = await getTranslations("invitations.file");
  const codes = choices.departments.map(({ code }) => code).join(", ");
  return (
    <section aria-labelledby="format" className="mt-10">
      <h2 id="format">{t("format")}</h2>
      <DescriptionList
        items={[
          { term: t("columns.address"), details: <Explained text={t("help.address")} /> },
          {
            term: t("columns.role"),
            details: <Explained text={t("help.role", { roles: choices.roles.length > 1 ? "all" : "few" })} />,
          },
          {
            term: t("columns.departments"),
            details: <Explained text={t("help.departments")} known={codes && t("help.departmentsKnown", { codes })} />,
          },
          {
            term: t("columns.workspaces"),
            details: (
              <Explained
                text={t("help.workspaces")}
                known={
                  choices.workspaces.length > 0
                    ? t("help.workspacesKnown", { codes: choices.workspaces.join(", ") })
                    : ""
                }
              />
            ),
          },
        ]}
      />
      <div className="mt-4">
        <ButtonLink href={routes.invitationModel(structureId)} variant="secondary">
          {t("model")}
        </ButtonLink>
      </div>
    </section>
  );
}

/** Sentences, not facts: nothing in them weighs more than the rest. */
function Explained({ text, known = "" }: { text: string; known?: string }) {
  return (
    <div className="font-normal">
      <p>{text}</p>
      {known ? <p className="mt-1">{known}</p> : null}
    </div>
  );
}
