import { getTranslations } from "next-intl/server";
import { PasswordAgain } from "@/app/_frame/password-again";
import { FileForm } from "@/app/_ui/action-form";
import { ButtonLink } from "@/app/_ui/button-link";
import { SubmitButton } from "@/app/_ui/submit-button";
import { isFreshProof } from "@/lib/account/prove-password";
import type { Actor } from "@/lib/attachment/actor";
import { findConsents } from "@/lib/departure/find-consents";
import { findHeldSeats } from "@/lib/departure/find-held-seats";
import { live } from "@/lib/platform/live";
import { documentTitle } from "@/lib/web/document-title";
import { formLabels } from "@/lib/web/form-labels";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { Consents } from "./consents";
import { ErasureQuestion } from "./erasure-question";
import { exportState } from "./export-refusal";

const held = ["identity", "security", "activity", "trail"] as const;

/** "Mes données": what is held, how to take it along, what one agreed to, how to be forgotten (R-1204). */
export default async function OwnDataPage({ searchParams }: PageProps<"/mon-compte/donnees">) {
  const actor = await requireAccount();
  const query = await searchParams;
  const ctx = await live();
  const changes = await findConsents(ctx, actor);
  const asksErasure = query.action === "supprimer";
  const t = await getTranslations("departure.data");
  return (
    <AccountFrame title={t("title")} current={routes.ownData()} lead={t("lead")} titled>
      {asksErasure ? <ErasureQuestion actor={actor} seats={await findHeldSeats(ctx, actor)} /> : null}
      <section aria-labelledby="conserve">
        <h2 id="conserve">{t("held")}</h2>
        <ul className="mt-2 max-w-prose list-disc pl-5">
          {held.map((item) => (
            <li key={item}>{t(`heldItems.${item}`)}</li>
          ))}
        </ul>
        <p>
          <a href={routes.privacy()} className="inline-flex min-h-11 items-center">
            {t("privacy")}
          </a>
        </p>
      </section>
      <Export actor={actor} refusal={query.refus} />
      <Consents changes={changes} query={query} />
      <section aria-labelledby="supprimer" className="mt-10">
        <h2 id="supprimer">{t("erasure.title")}</h2>
        <p className="mt-2 mb-4 max-w-prose">{t("erasure.lead")}</p>
        <ButtonLink href={`${routes.ownData()}?action=supprimer`} variant="secondary">
          {t("erasure.ask")}
        </ButtonLink>
      </section>
    </AccountFrame>
  );
}

/** One file with everything, and the password before it (SEC-99). */
async function Export({ actor, refusal }: { actor: Actor; refusal: string | string[] | undefined }) {
  const t = await getTranslations("departure.data");
  const { now } = await live();
  const asksPassword = !isFreshProof(actor.passwordConfirmedAt, now());
  return (
    <section aria-labelledby="emporter" className="mt-10">
      <h2 id="emporter">{t("export.title")}</h2>
      <p className="mt-2 mb-4 max-w-prose">{t("export.lead")}</p>
      <FileForm
        id="export"
        action={routes.exportOwnData()}
        state={await exportState(refusal, { asksPassword })}
        title={await documentTitle(t("title"))}
        labels={await formLabels()}
      >
        <PasswordAgain />
        <SubmitButton pendingLabel={t("export.pending")}>{t("export.submit")}</SubmitButton>
      </FileForm>
    </section>
  );
}
