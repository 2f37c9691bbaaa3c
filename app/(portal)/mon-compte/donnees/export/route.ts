import { getTranslations } from "next-intl/server";
import { provePassword } from "@/lib/account/prove-password";
import { exportOwnData } from "@/lib/departure/export-own-data";
import { exportInput } from "@/lib/departure/inputs";
import { dayInParis } from "@/lib/platform/calendar";
import { live } from "@/lib/platform/live";
import { log } from "@/lib/platform/log";
import { unicodeForm } from "@/lib/platform/unicode-form";
import { attachmentDisposition } from "@/lib/web/attachment-disposition";
import { currentActor } from "@/lib/web/guards";
import { setLoginCookie } from "@/lib/web/login-cookie";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { readUpload } from "@/lib/web/read-upload";
import { routes } from "@/lib/web/routes";
import type { ExportRefusal } from "../export-refusal";

/** The form holds a password and no file. */
const form = { maxBytes: 1024, file: "file", fields: ["password"], timeoutMs: 10_000 };

/**
 * "Emporter mes données" (R-1204): answers a file to keep. A route and no server action: only a route can. What stands in
 * the way leads back to the page, which says so: the form works without scripts (A11Y-31).
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) {
    log("error", "foreign-origin", {});
    return new Response(null, { status: 403 });
  }
  const actor = await currentActor();
  if (!actor) return seeOther(routes.sessionExpired(routes.ownData()));
  if (actor.mustEnrolSecondFactor) return seeOther(routes.secondFactor());

  const sent = await readUpload(request, form);
  const input = exportInput.safeParse(sent.kind === "read" && !sent.file ? sent.fields : null);
  if (!input.success) return new Response(null, { status: 400 });
  const { accountId, sessionId } = actor;
  const password = input.data.password ? unicodeForm(input.data.password, "NFC") : null;
  const again = await provePassword(ctx, { accountId, sessionId, password });
  switch (again.kind) {
    case "proven": {
      if (again.renewed !== null) {
        // The hints are read anew on the next gated page: they are worth no query here.
        const hints = { checkedAt: 0, attached: false, manager: false, administrator: false };
        await setLoginCookie({ secret: again.renewed, ...hints });
      }
      const outcome = await exportOwnData(ctx, actor, { proof: again.proof });
      return outcome.kind === "busy" ? back("en-cours") : answer(outcome.data);
    }
    case "password-needed":
      return back("sans-mot-de-passe");
    case "wrong-password":
      return back("mot-de-passe");
    case "too-many-attempts":
      return back("patience");
    case "overloaded":
      return back("sollicite");
  }
}

/** Saved and never shown in place, never guessed at, kept by nobody on the way. */
async function answer(data: object): Promise<Response> {
  const { env, now } = await live();
  const t = await getTranslations("departure.data.export");
  const about = { notice: t("notice", { portal: env.PORTAL_NAME }), exportedAt: now().toISOString() };
  return new Response(JSON.stringify({ ...about, data }, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": attachmentDisposition(t("fileName", { day: dayInParis(now()) })),
      "Cache-Control": "private, no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
}

function back(refus: ExportRefusal): Response {
  return seeOther(`${routes.ownData()}?refus=${refus}#emporter`);
}

function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, "Cache-Control": "private, no-store" } });
}
