import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { permitFor } from "@/lib/attachment/permit-for";
import { live } from "@/lib/platform/live";
import { log } from "@/lib/platform/log";
import { credentialsPdf } from "@/lib/technical-account/credentials-pdf";
import { findShownSecret } from "@/lib/technical-account/find-shown-secret";
import { attachmentDisposition } from "@/lib/web/attachment-disposition";
import { currentActor } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { openWithTicket } from "../../secret-ticket";
import { paperOf } from "../paper";

/**
 * "Exporter les informations de connexion" (R-1006): a PDF made in memory within the ten minutes of S-16, saved by the
 * browser and kept by nobody on the way (SEC-81). A POST: no link leads here.
 */
export async function POST(
  request: Request,
  { params }: RouteContext<"/structures/[id]/utilisateur-technique/recapitulatif/export">,
) {
  const { id } = await params;
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) {
    log("error", "foreign-origin", {});
    return new Response(null, { status: 403, headers: inert });
  }
  const actor = await currentActor();
  if (!actor) return pageStays();
  const permit = actor.mustEnrolSecondFactor ? null : permitFor(actor, id, "manage-technical-account");
  if (!permit) return notFound();
  const secret = await openWithTicket(permit, (ticket) => findShownSecret(ctx, permit, { ...ticket, once: false }));
  if (!secret) return pageStays();
  const t = await getTranslations("technical.paper");
  const bytes = await credentialsPdf(await paperOf(secret));
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...inert,
      "Content-Type": "application/pdf",
      "Content-Length": String(bytes.length),
      "Content-Disposition": attachmentDisposition(t("fileName", { login: secret.login })),
    },
  });
}

const inert = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
};

/**
 * Too late, or signed out meanwhile. S-16 may hold the only copy of the password that anybody has: a browser leaves a page
 * for any answer but this one, and what the export needs is said beside its button.
 */
function pageStays(): Response {
  return new Response(null, { status: 204, headers: inert });
}
