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
import { routes } from "@/lib/web/routes";
import { readTicket } from "../../secret-ticket";
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
  if (!actor) return seeOther(routes.signIn());
  const permit = actor.mustEnrolSecondFactor ? null : permitFor(actor, id, "manage-technical-account");
  if (!permit) return notFound();
  const ticket = await readTicket();
  const secret = ticket && (await findShownSecret(ctx, permit, { ...ticket, once: false }));
  // The page says that it is over, and what to do.
  if (!secret) return seeOther(routes.technicalSecret(permit.structureId));
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

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { ...inert, Location: path } });
}
