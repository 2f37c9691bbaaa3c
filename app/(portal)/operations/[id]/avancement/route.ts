import { getTranslations } from "next-intl/server";
import { findProgress } from "@/lib/operation/find-progress";
import { live } from "@/lib/platform/live";
import { carryOutAfterAnswer } from "@/lib/web/begin-operation";
import { currentActor } from "@/lib/web/guards";
import { rowId } from "@/lib/web/row-id";

const headers = { "Cache-Control": "private, no-store" };

/**
 * How far one's own operation has come, for the page that watches it; one that stalled just now is taken up again
 * (R-1404).
 */
export async function GET(_request: Request, { params }: RouteContext<"/operations/[id]/avancement">) {
  const actor = await currentActor();
  const id = rowId((await params).id);
  const progress = actor && !actor.mustEnrolSecondFactor && (await findProgress(await live(), actor, id));
  if (!actor || !progress) return Response.json({}, { status: 404, headers });
  if (progress.state === "stalled") carryOutAfterAnswer(actor, id);

  const t = await getTranslations("operations");
  const { total, done, failed, state } = progress;
  const treated = done + failed;
  return Response.json(
    {
      treated,
      total,
      // Nobody is at an interrupted one: its page says so, and does not watch.
      isOver: state !== "running" && state !== "stalled",
      text: t("progress", { treated, total }),
      spoken: t("progressSpoken", { treated, total }),
    },
    { headers },
  );
}
