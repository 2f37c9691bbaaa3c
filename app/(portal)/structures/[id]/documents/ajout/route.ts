import { notFound } from "next/navigation";
import { answerUpload, backTo, seeOther } from "@/app/_documents/answer-upload";
import { shelfOf } from "@/app/_documents/shelf";
import { permitFor } from "@/lib/attachment/permit-for";
import { live } from "@/lib/platform/live";
import { log } from "@/lib/platform/log";
import { currentActor } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { routes } from "@/lib/web/routes";

/** "Ajouter la pièce jointe". A route and no server action: it reads no more than its own ceiling (SEC-07). */
export async function POST(request: Request, { params }: RouteContext<"/structures/[id]/documents/ajout">) {
  const { id } = await params;
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) {
    log("error", "foreign-origin", {});
    return new Response(null, { status: 403 });
  }
  const actor = await currentActor();
  const shelf = shelfOf(id);
  // The sign-in page leads back to known addresses only: an odd id leads nowhere.
  if (!actor) return seeOther(routes.sessionExpired(shelf.list));
  if (actor.mustEnrolSecondFactor) return seeOther(routes.secondFactor());
  const permit = permitFor(actor, id, "edit-sheet");
  if (!permit) return permitFor(actor, id, "view-sheet") ? backTo(shelf, { refus: "droits" }) : notFound();
  return answerUpload(ctx, permit, { request, shelf, accountId: actor.accountId });
}
