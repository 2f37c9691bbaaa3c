import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TextField } from "@/app/_ui/text-field";
import { type ChosenMember, findChosenMembers } from "@/lib/attachment/find-chosen-members";
import { isWithinReach } from "@/lib/attachment/member";
import { chosenIds, type MassAction, massActions } from "@/lib/attachment/member-inputs";
import { live } from "@/lib/platform/live";
import { formLabels } from "@/lib/web/form-labels";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../../require-sheet";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { fullName } from "../members-table";
import { doToMany } from "./actions";

/** In which state one must be for each action. */
const neededState = {
  desactiver: ["approved"],
  reactiver: ["suspended"],
  detacher: ["approved", "suspended"],
  dupliquer: ["approved"],
} as const satisfies Record<MassAction, readonly ChosenMember["status"][]>;

/** Rights are lost: the button warns, as it does where one person is concerned. */
const takesAway: Record<MassAction, boolean> = {
  desactiver: true,
  reactiver: false,
  detacher: true,
  dupliquer: false,
};

/** A mass action on ticked people, asked once before it begins (R-831, A11Y-25). */
export default async function SelectedMembersPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/utilisateurs/selection">) {
  const { permit: view, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(view.structureId, "manage-members");
  const query = await searchParams;
  const action = massActions.find((known) => known === query.action) ?? notFound();
  const ids = [...new Set(chosenIds.safeParse(query.rattachement).data ?? [])];
  const modelId = action === "dupliquer" ? (z.uuid().safeParse(query.modele).data ?? notFound()) : undefined;
  const found = await findChosenMembers(await live(), permit, modelId ? [...ids, modelId] : ids);

  const model = found.find(({ attachmentId }) => attachmentId === modelId);
  const chosen = found.filter(({ attachmentId }) => ids.includes(attachmentId) && attachmentId !== modelId);
  const actor = { capacity: permit.capacity, accountId: permit.holder.accountId };
  const states: readonly ChosenMember["status"][] = neededState[action];
  const concerned = chosen.filter((member) => isWithinReach(actor, member) && states.includes(member.status));
  const excluded = chosen.filter((member) => !concerned.includes(member));

  const t = await getTranslations("members.mass");
  const none = t(chosen.length === 0 ? "noneChosen" : "noneConcerned");
  const title = concerned.length === 0 ? none : t(`title.${action}`, { count: concerned.length });
  const back = modelId ? `${routes.members(view.structureId)}?modele=${modelId}` : routes.members(view.structureId);
  const isPossible = concerned.length > 0 && (!modelId || model?.status === "approved");
  const leftOut =
    excluded.length > 0 ? <People heading={t("excluded")} people={excluded} lead={t("excludedHelp")} /> : null;
  return (
    <SheetFrame
      permit={view}
      structure={structure}
      current={routes.members(view.structureId)}
      title={isPossible ? undefined : title}
    >
      <h2>{title}</h2>
      {isPossible ? (
        <>
          <p className="mt-2 max-w-prose">
            {t(`consequence.${action}`, { name: model ? fullName(model) : "" })}{" "}
            {t(action === "dupliquer" ? "toldOfUses" : "told")}
          </p>
          <People heading={t("chosen")} people={concerned} />
          {leftOut}
          <div className="mt-6">
            <ActionForm action={doToMany} title={await sheetTitle(title, structure)} labels={await formLabels()}>
              <input type="hidden" name="structureId" value={view.structureId} />
              <input type="hidden" name="action" value={action} />
              {modelId ? <input type="hidden" name="modele" value={modelId} /> : null}
              {concerned.map(({ attachmentId }) => (
                <input key={attachmentId} type="hidden" name="rattachement" value={attachmentId} />
              ))}
              {action === "desactiver" ? <ReactivationDate /> : null}
              <div className="flex flex-wrap items-center gap-4">
                <SubmitButton pendingLabel={t("pending")} variant={takesAway[action] ? "danger" : "primary"}>
                  {t(`submit.${action}`)}
                </SubmitButton>
                <ButtonLink href={back} variant="secondary">
                  {t("cancel")}
                </ButtonLink>
              </div>
            </ActionForm>
          </div>
        </>
      ) : (
        <>
          <Banner tone="warning">{concerned.length === 0 ? t("nobody") : t("noModel")}</Banner>
          {leftOut}
          <p className="mt-6">
            <ButtonLink href={back} variant="secondary">
              {t("back")}
            </ButtonLink>
          </p>
        </>
      )}
    </SheetFrame>
  );
}

async function People({ heading, people, lead }: { heading: string; people: ChosenMember[]; lead?: string }) {
  const organisations = await getTranslations("organisations");
  return (
    <section className="mt-6">
      <h3>{heading}</h3>
      {lead ? <p className="text-ink-soft">{lead}</p> : null}
      <ul className="mt-2 list-disc pl-6">
        {people.map((member) => (
          <li key={member.attachmentId}>
            {fullName(member)} – {organisations(`roles.${member.role}`)},{" "}
            {organisations(`attachmentStatus.${member.status}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}

async function ReactivationDate() {
  const t = await getTranslations("members.suspend");
  return <TextField name="reactivateOn" type="date" label={t("date")} help={t("dateHelp")} width="short" />;
}
