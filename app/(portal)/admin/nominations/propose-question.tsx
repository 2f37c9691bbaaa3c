import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { EmptyState } from "@/app/_ui/empty-state";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SubmitButton } from "@/app/_ui/submit-button";
import { TableSearch } from "@/app/_ui/table-search";
import { TextAreaField } from "@/app/_ui/text-area-field";
import { EVIDENCE_LENGTH } from "@/lib/administration/queue-inputs";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { ReasonFields } from "../reason-fields";
import { propose } from "./actions";

/** A search among more people than are shown, and what it found. */
interface CandidateSearch {
  structureId: string;
  text: string;
  shown: number;
  total: number;
}

/** The first of two administrators proposes a primary manager: whom, how he made sure, and why (SEC-68, A11Y-25). */
export async function ProposeQuestion({
  structure,
  candidates,
  search,
  back,
}: {
  structure: string;
  /** One: the person is chosen already, unless he was searched for. None: the search found nobody. */
  candidates: { value: string; label: string; help?: string }[];
  search?: CandidateSearch;
  /** The page it was asked on, and there the link that asked (A11Y-22). */
  back: string;
}) {
  const t = await getTranslations("adminQueue.propose");
  const administration = await getTranslations("administration");
  const [first, ...more] = candidates;
  const only = search || more.length > 0 ? undefined : first;
  const title = only ? t("titleOf", { requester: only.label, structure }) : t("title", { structure });
  const cancel = <CancelLink href={back}>{administration("cancel")}</CancelLink>;
  return (
    <QuestionDialog
      title={title}
      consequences={
        <ul className="mt-3 mb-4 list-disc pl-6">
          <li>{t("consequenceNothing")}</li>
          <li>{t("consequenceThen")}</li>
          <li>{t("consequenceWait")}</li>
        </ul>
      }
    >
      {search ? <CandidateSearchForm {...search} /> : null}
      {candidates.length === 0 ? (
        <p>{cancel}</p>
      ) : (
        <ActionForm
          action={propose}
          title={await documentTitle(`${title} - ${administration("title")}`)}
          labels={await formLabels()}
          id="propose"
        >
          {only ? (
            <input type="hidden" name="attachmentId" value={only.value} />
          ) : (
            <RadioGroup name="attachmentId" legend={t("person")} options={candidates} required />
          )}
          <TextAreaField
            name="evidence"
            label={t("evidence")}
            help={t("evidenceHelp", { max: EVIDENCE_LENGTH })}
            maxLength={EVIDENCE_LENGTH}
            required
          />
          <ReasonFields />
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton pendingLabel={t("pending")}>{t("submit")}</SubmitButton>
            {cancel}
          </div>
        </ActionForm>
      )}
    </QuestionDialog>
  );
}

/** Found by name or address, before anything is written: a search is another page. */
async function CandidateSearchForm({ structureId, text, shown, total }: CandidateSearch) {
  const t = await getTranslations("adminQueue");
  const path = routes.adminAppointments();
  const structure = { structure: structureId };
  return (
    <div className="mb-6">
      <TableSearch
        path={path}
        id="personne"
        name="personne"
        label={t("propose.search")}
        submit={t("searchSubmit")}
        query={text}
        keep={structure}
      />
      {text ? (
        <p className="mt-2">
          <a href={`${path}?${new URLSearchParams(structure)}`} className="inline-flex min-h-11 items-center">
            {t("clearSearch")}
          </a>
        </p>
      ) : null}
      {total > shown ? <p className="mt-2">{t("propose.shown", { shown, total })}</p> : null}
      {total === 0 ? <EmptyState>{t("propose.nobodyFound")}</EmptyState> : null}
    </div>
  );
}
