import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PasswordAgain } from "@/app/_frame/password-again";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { buttonLook } from "@/app/_ui/button-look";
import { CancelLink } from "@/app/_ui/cancel-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { queryValue } from "@/app/_ui/query-value";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TableSearch } from "@/app/_ui/table-search";
import type { OwnAttachment } from "@/lib/attachment/actor";
import { findSuccessors, SUCCESSORS_SHOWN, type Successor, type Successors } from "@/lib/attachment/find-successors";
import { live } from "@/lib/platform/live";
import { typedSearch } from "@/lib/platform/typed-search";
import { formLabels } from "@/lib/web/form-labels";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "../require-sheet";
import { SheetFrame, sheetTitle } from "../sheet-frame";
import { fullName } from "../utilisateurs/members-table";
import { transfer } from "./actions";

/** The primary manager chooses who follows him, reads what it means, and confirms with his password (R-008, A11Y-25). */
export default async function TransferPage({ params, searchParams }: PageProps<"/structures/[id]/transfert">) {
  const { permit: view, structure } = await requireSheet((await params).id);
  const permit = await requirePermit(view.structureId, "transfer-management");
  const query = await searchParams;
  const text = typedSearch(queryValue(query.recherche));
  const chosenId = z.uuid().safeParse(query.successeur).data ?? null;
  const successors = await findSuccessors(await live(), permit, { text, chosenId });
  const { chosen } = successors;

  const t = await getTranslations("members.transfer");
  return (
    <SheetFrame
      permit={view}
      structure={structure}
      current={routes.members(view.structureId)}
      title={chosen ? undefined : t("title")}
    >
      <h2>{t("title")}</h2>
      <p className="mt-2 max-w-prose">{t("lead")}</p>
      {chosenId !== null && chosen === null ? <Banner tone="warning">{t("unfit")}</Banner> : null}
      {chosen ? <Confirmation structure={structure} successor={chosen} /> : null}
      <Choice structureId={view.structureId} successors={successors} text={text} />
    </SheetFrame>
  );
}

async function Choice({
  structureId,
  successors: { rows, total, chosen },
  text,
}: {
  structureId: string;
  successors: Successors;
  text: string;
}) {
  const t = await getTranslations("members.transfer");
  const members = await getTranslations("members");
  const organisations = await getTranslations("organisations.roles");
  const path = routes.transferManagement(structureId);
  if (total === 0 && text === "") {
    return (
      <EmptyState
        action={<ButtonLink href={routes.newInvitation(structureId)}>{members("buttons.attach")}</ButtonLink>}
      >
        {t("nobody")}
      </EmptyState>
    );
  }
  return (
    <>
      {total > SUCCESSORS_SHOWN || text !== "" ? (
        <TableSearch path={path} id="recherche" label={t("search")} submit={members("searchSubmit")} query={text} />
      ) : null}
      {rows.length === 0 ? (
        <EmptyState>{t("nobodyFound")}</EmptyState>
      ) : (
        <form action={path} method="get" className="mt-6 grid gap-6">
          {text ? <input type="hidden" name="recherche" value={text} /> : null}
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-semibold">{t("legend")}</legend>
            {rows.map(({ attachmentId, contactEmail, role, ...person }) => (
              <div key={attachmentId} className="flex items-start gap-3 py-1">
                <input
                  id={`successeur-${attachmentId}`}
                  type="radio"
                  name="successeur"
                  value={attachmentId}
                  required
                  defaultChecked={attachmentId === chosen?.attachmentId}
                  aria-describedby={`successeur-${attachmentId}-hint`}
                  className="mt-0.5 size-6 shrink-0 accent-accent"
                />
                <div className="min-w-0">
                  <label htmlFor={`successeur-${attachmentId}`}>{fullName(person)}</label>
                  <p id={`successeur-${attachmentId}-hint`} className="text-ink-soft text-sm">
                    {organisations(role)} · {contactEmail}
                  </p>
                </div>
              </div>
            ))}
          </fieldset>
          {total > rows.length ? <p>{t("more", { shown: rows.length, total })}</p> : null}
          <div className="flex flex-wrap items-center gap-4">
            <button type="submit" className={buttonLook.primary}>
              {t("next")}
            </button>
            <ButtonLink href={routes.members(structureId)} variant="secondary">
              {t("cancel")}
            </ButtonLink>
          </div>
        </form>
      )}
    </>
  );
}

async function Confirmation({ structure, successor }: { structure: OwnAttachment; successor: Successor }) {
  const t = await getTranslations("members.transfer");
  const { env } = await live();
  const name = fullName(successor);
  const title = t("dialog", { name });
  const formerRole = env.SECONDARY_MANAGERS === "on" ? "secondary-manager" : "member";
  const { structureId } = structure;
  return (
    <QuestionDialog
      title={title}
      consequences={
        <ul className="mt-3 mb-4 list-disc pl-6">
          <li>{t("consequenceNow", { name })}</li>
          <li>{t(`consequenceYou.${formerRole}`)}</li>
          <li>{t("consequenceBack")}</li>
          <li>{t("consequenceTold")}</li>
        </ul>
      }
    >
      <ActionForm action={transfer} title={await sheetTitle(title, structure)} labels={await formLabels()}>
        <input type="hidden" name="structureId" value={structureId} />
        <input type="hidden" name="attachmentId" value={successor.attachmentId} />
        <PasswordAgain always />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton pendingLabel={t("pending")} variant="danger">
            {t("submit")}
          </SubmitButton>
          <CancelLink href={`${routes.transferManagement(structureId)}#successeur-${successor.attachmentId}`}>
            {t("cancel")}
          </CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
