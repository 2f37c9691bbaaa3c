import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { HeldSeat } from "@/lib/departure/find-held-seats";
import { routes } from "@/lib/web/routes";

/** M-52: the roles to hand over before one goes, each with the way to do it. */
export async function SeatsToHandOver({ seats }: { seats: HeldSeat[] }) {
  const t = await getTranslations("departure.seats");
  const messages = await getTranslations("messages");
  return (
    <Banner tone="warning" title={t("handOverTitle")}>
      <p>{messages("M-52")}</p>
      <p className="mt-2">{t("handOver", { count: seats.length })}</p>
      <ul className="mt-2 list-disc pl-5">
        {seats.map(({ structureId, designation: name, colleagues }) => (
          <li key={structureId}>
            {t("colleagues", { name, count: colleagues })}
            <br />
            <a href={routes.transferManagement(structureId)} className="inline-flex min-h-11 items-center">
              {t("transfer", { name })}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** The structures in which one is alone: they stay without manager, and what that means. */
export async function VacantSeats({ seats }: { seats: HeldSeat[] }) {
  const t = await getTranslations("departure.seats");
  if (seats.length === 0) return null;
  return (
    <Banner tone="warning" title={t("vacantTitle", { count: seats.length })}>
      <p>{t("vacant")}</p>
      {seats.some(({ status }) => status === "active") ? <p className="mt-2">{t("takeOver")}</p> : null}
      <ul className="mt-2 list-disc pl-5">
        {seats.map(({ structureId, designation: name, status }) => (
          <li key={structureId}>
            {name}
            <br />
            {status === "active" ? (
              <a href={routes.newInvitation(structureId)} className="inline-flex min-h-11 items-center">
                {t("invite", { name })}
              </a>
            ) : (
              t("inactive")
            )}
          </li>
        ))}
      </ul>
    </Banner>
  );
}
