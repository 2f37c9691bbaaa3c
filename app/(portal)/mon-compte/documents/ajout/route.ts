import { answerUpload, seeOther } from "@/app/_documents/answer-upload";
import { ownShelf } from "@/app/_documents/shelf";
import { live } from "@/lib/platform/live";
import { log } from "@/lib/platform/log";
import { currentActor } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { routes } from "@/lib/web/routes";

/** "Ajouter la pièce jointe" to one's own documents. A route: it reads no more than its own ceiling (SEC-07). */
export async function POST(request: Request) {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) {
    log("error", "foreign-origin", {});
    return new Response(null, { status: 403 });
  }
  const actor = await currentActor();
  if (!actor) return seeOther(routes.sessionExpired(ownShelf.list));
  if (actor.mustEnrolSecondFactor) return seeOther(routes.secondFactor());
  return answerUpload(ctx, actor, { request, shelf: ownShelf, accountId: actor.accountId });
}
