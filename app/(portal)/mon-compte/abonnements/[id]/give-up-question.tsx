import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { CancelLink } from "@/app/_ui/cancel-link";
import { QuestionDialog } from "@/app/_ui/question-dialog";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { OwnSubscription } from "@/lib/attachment/find-own-subscription";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { takenFreely } from "@/lib/workspace/workspace";
import { structureNamer } from "../../structure-namer";
import { cancelRequest, endOwn } from "./actions";

/** `?action=annuler` takes a request back, `?action=terminer` gives up what one has: each says what follows. */
export async function GiveUpQuestion({ own, action }: { own: OwnSubscription; action: string | string[] | undefined }) {
  const cancels = action === "annuler" && own.status === "pending";
  const ends = action === "terminer" && own.status === "active";
  if (!cancels && !ends) return null;
  const t = await getTranslations("subscriptions.own");
  const organisations = await getTranslations("organisations");
  const workspace = organisations(`workspaces.${own.workspace}.label`);
  const structure = (await structureNamer())(own.structure);
  const consequence = cancels
    ? t("cancelConsequence")
    : takenFreely.includes(own.workspace)
      ? t("endFreely", { structure })
      : t("endForGood", { structure });
  const question = cancels ? t("cancelQuestion", { workspace }) : t("endQuestion", { workspace });
  return (
    <QuestionDialog title={question} consequences={<p className="my-4">{consequence}</p>}>
      <ActionForm
        action={cancels ? cancelRequest : endOwn}
        title={await documentTitle(question)}
        labels={await formLabels()}
        id="give-up"
        sharesPage
      >
        <input type="hidden" name="subscriptionId" value={own.subscriptionId} />
        <div className="flex flex-wrap items-center gap-4">
          <SubmitButton variant="danger" pendingLabel={t("sending")}>
            {cancels ? t("cancel") : t("end")}
          </SubmitButton>
          <CancelLink href={`${routes.ownSubscription(own.subscriptionId)}#action=${cancels ? "annuler" : "terminer"}`}>
            {t("keep")}
          </CancelLink>
        </div>
      </ActionForm>
    </QuestionDialog>
  );
}
