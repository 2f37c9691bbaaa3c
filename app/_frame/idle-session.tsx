import { addHours, differenceInSeconds } from "date-fns";
import { getTranslations } from "next-intl/server";
import { ABSOLUTE_HOURS } from "@/lib/account/session";
import { sessionMark } from "@/lib/account/session-mark";
import type { Actor } from "@/lib/attachment/actor";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { IdleWatch } from "./idle-watch";

/** The moments at which the time that is left is said: often enough to act, seldom enough to think. */
const SAID_AT = [300, 240, 180, 120, 60, 30, 20, 10];

/** What a signed-in page needs to say that its session is about to end (A11Y-24). */
export async function IdleSession({ actor }: { actor: Actor }) {
  const t = await getTranslations("sessions.idle");
  const { env, now } = await live();
  const ends = addHours(actor.sessionStartedAt, ABSOLUTE_HOURS);
  const about = (kind: "idle" | "absolute") => ({
    title: t(`${kind}.title`),
    lead: `${t(`${kind}.lead`)} ${t("kept")}`,
    button: t(`${kind}.button`),
  });
  return (
    <IdleWatch
      mark={sessionMark(env, actor)}
      drawnAt={now().getTime()}
      absoluteSeconds={differenceInSeconds(ends, now())}
      addresses={{
        extend: routes.extendSession(),
        end: routes.sessionEnd(),
        expired: routes.sessionExpired(""),
      }}
      sentences={{
        idle: about("idle"),
        absolute: about("absolute"),
        left: SAID_AT.map((seconds) => [
          seconds,
          seconds >= 60 ? t("minutesLeft", { minutes: seconds / 60 }) : t("secondsLeft", { seconds }),
        ]),
        extended: t("extended"),
        notExtended: t("notExtended"),
        givenBack: t("givenBack"),
      }}
    />
  );
}
