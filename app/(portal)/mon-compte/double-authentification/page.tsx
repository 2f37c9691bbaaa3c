import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { Card } from "@/app/_ui/card";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { findSecondFactor, type SecondFactor } from "@/lib/account/find-second-factor";
import { MOST_PASSKEYS } from "@/lib/account/passkey";
import { formatDay, formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { requireAccountToEnrol } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { onTheWay, onwardFrom } from "./onward";
import { QuestionAbout, questionFor } from "./questions";

/** One's own second factor: what it is, which to choose, what one has, and how to be rid of it. */
export default async function SecondFactorPage({ searchParams }: PageProps<"/mon-compte/double-authentification">) {
  const actor = await requireAccountToEnrol();
  const { action, cle, fait, suite } = await searchParams;
  const factors = await findSecondFactor(await live(), actor);
  const onward = onwardFrom(suite);
  const question = questionFor(factors, { action, cle });
  const t = await getTranslations("secondFactor");
  return (
    <AccountFrame title={t("title")} lead={t("lead")} current={routes.security()}>
      {actor.mustEnrolSecondFactor ? (
        <Banner tone="warning" title={t("mandatory.title")}>
          {t("mandatory.now")}
        </Banner>
      ) : null}
      <Done what={fait} factors={factors} onward={onward} />
      {question ? <QuestionAbout question={question} factors={factors} /> : null}
      <State factors={factors} />
      <Choice factors={factors} onward={onward} />
      {factors.isMandatory && !actor.mustEnrolSecondFactor ? (
        <p className="mt-8 max-w-prose text-ink-soft">{t("mandatory.stays")}</p>
      ) : null}
    </AccountFrame>
  );
}

function isProtected({ totpSince, passkeys }: SecondFactor): boolean {
  return totpSince !== null || passkeys.length > 0;
}

/** What one has just done, as long as it is still so. */
async function Done({ what, factors, onward }: { what: unknown; factors: SecondFactor; onward: string | null }) {
  const t = await getTranslations("secondFactor");
  const said = isProtected(factors) ? ["ajout", "codes", "retrait", "code-utilise"] : ["fin"];
  const done = said.find((one) => one === what) as "ajout" | "codes" | "retrait" | "code-utilise" | "fin" | undefined;
  if (!done) return null;
  return (
    <Banner tone={done === "code-utilise" ? "warning" : "success"} role="status">
      <p>{t(`done.${done}`, { left: factors.codesLeft })}</p>
      {onward ? (
        <p className="mt-3">
          <ButtonLink href={onward}>{t("onward")}</ButtonLink>
        </p>
      ) : null}
    </Banner>
  );
}

/** What is asked at a sign-in today, and what can be taken away. */
async function State({ factors }: { factors: SecondFactor }) {
  const t = await getTranslations("secondFactor.state");
  const { totpSince, passkeys, codesLeft } = factors;
  const here = routes.secondFactor();
  return (
    <section aria-labelledby="state">
      <h2 id="state">{t("title")}</h2>
      <p className="mt-3">
        {isProtected(factors) ? (
          <StatusTag tone="success">{t("on")}</StatusTag>
        ) : (
          <StatusTag tone="neutral">{t("off")}</StatusTag>
        )}
      </p>
      {isProtected(factors) ? (
        <ul className="mt-4 grid gap-4">
          {totpSince ? (
            <Factor
              name={t("totp")}
              facts={[{ term: t("since"), details: formatDay(totpSince) }]}
              remove={{ href: `${here}?action=retirer-application`, label: t("removeTotp") }}
            />
          ) : null}
          {passkeys.map(({ id, label, createdAt, lastUsedAt }) => (
            <Factor
              key={id}
              name={t("passkey", { label })}
              facts={[
                { term: t("since"), details: formatDay(createdAt) },
                { term: t("lastUse"), details: lastUsedAt ? formatMoment(lastUsedAt) : t("neverUsed") },
              ]}
              remove={{ href: `${here}?action=retirer-cle&cle=${id}`, label: t("removePasskey", { label }) }}
            />
          ))}
          <Factor
            name={t("codes")}
            facts={[{ term: t("codesLeft"), details: t("codesCount", { left: codesLeft }) }]}
            remove={{ href: `${here}?action=renouveler-codes`, label: t("renewCodes") }}
          >
            {codesLeft < 3 ? <p className="mt-2 font-semibold text-warning">{t("codesFew")}</p> : null}
          </Factor>
        </ul>
      ) : null}
    </section>
  );
}

function Factor({
  name,
  facts,
  remove,
  children,
}: {
  name: string;
  facts: { term: string; details: string }[];
  remove: { href: string; label: string };
  children?: ReactNode;
}) {
  return (
    <li className="rounded-lg border border-line bg-surface-raised p-4 sm:p-6">
      <h3>{name}</h3>
      <DescriptionList items={facts} />
      {children}
      <p className="mt-4">
        <ButtonLink href={remove.href} variant="secondary">
          {remove.label}
        </ButtonLink>
      </p>
    </li>
  );
}

/** Which one to choose, in plain words; nothing is chosen for the person. */
async function Choice({ factors, onward }: { factors: SecondFactor; onward: string | null }) {
  const t = await getTranslations("secondFactor.choice");
  const { totpSince, passkeys } = factors;
  const offersTotp = totpSince === null;
  const offersPasskey = passkeys.length < MOST_PASSKEYS;
  if (!offersTotp && !offersPasskey) return null;
  return (
    <section aria-labelledby="choice" className="mt-10">
      <h2 id="choice">{isProtected(factors) ? t("titleMore") : t("title")}</h2>
      <p className="mt-2 max-w-prose">{isProtected(factors) ? t("leadMore") : t("lead")}</p>
      <div className="mt-4 grid gap-6 md:grid-cols-2">
        {offersTotp ? (
          <Card>
            <h3>{t("totp.title")}</h3>
            <p className="mt-2">{t("totp.what")}</p>
            <p className="mt-2 mb-4">{t("totp.when")}</p>
            <ButtonLink href={onTheWay(routes.totpEnrolment(), onward)} variant="secondary">
              {t("totp.button")}
            </ButtonLink>
          </Card>
        ) : null}
        {offersPasskey ? (
          <Card>
            <h3>{t("passkey.title")}</h3>
            <p className="mt-2">{t("passkey.what")}</p>
            <p className="mt-2 mb-4">{t("passkey.when")}</p>
            <ButtonLink href={onTheWay(routes.passkeyEnrolment(), onward)} variant="secondary">
              {t("passkey.button")}
            </ButtonLink>
          </Card>
        ) : null}
      </div>
      {isProtected(factors) ? null : <p className="mt-4 max-w-prose text-ink-soft">{t("fallback")}</p>}
    </section>
  );
}
