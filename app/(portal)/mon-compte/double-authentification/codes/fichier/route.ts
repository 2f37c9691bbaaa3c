import { getTranslations } from "next-intl/server";
import { parseRecoveryCode, RECOVERY_CODES, writtenRecoveryCode } from "@/lib/account/recovery-code";
import { formatDay } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import { attachmentDisposition } from "@/lib/web/attachment-disposition";
import { currentActor } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";

const headers = { "Cache-Control": "private, no-store" };

const CEILING = 10_000;

/** The recovery codes of the page as a text file, made of what the page itself sends: they are stored nowhere. */
export async function POST(request: Request): Promise<Response> {
  const { env, now } = await live();
  if (!isOwnOrigin(request.headers.get("origin"), env)) return new Response(null, { status: 403, headers });
  if (!(await currentActor())) return new Response(null, { status: 404, headers });
  // A form says how long it is; ten codes take less.
  if (!(Number(request.headers.get("content-length") ?? Number.NaN) <= CEILING)) {
    return new Response(null, { status: 413, headers });
  }
  const sent = (await request.formData().catch(() => null))?.getAll("code") ?? [];
  const codes = sent.slice(0, RECOVERY_CODES).map((code) => parseRecoveryCode(String(code)));
  // Nothing but codes comes back: this is no way to have a file of one's own making served from here.
  if (codes.length === 0 || codes.includes(null)) return new Response(null, { status: 400, headers });

  const t = await getTranslations("secondFactor.codes");
  const lines = codes.flatMap((code) => (code === null ? [] : [writtenRecoveryCode(code)]));
  const head = t("fileHead", { portal: env.PORTAL_NAME, date: formatDay(now()) });
  return new Response([head, "", ...lines, ""].join("\r\n"), {
    headers: {
      ...headers,
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Disposition": attachmentDisposition(t("fileName")),
      "X-Content-Type-Options": "nosniff",
    },
  });
}
