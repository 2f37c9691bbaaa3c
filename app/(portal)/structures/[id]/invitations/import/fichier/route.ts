import { NextResponse } from "next/server";
import { decodeInvitationFile, MAX_FILE_BYTES } from "@/lib/invitation/invitation-file";
import { keepInvitationFile } from "@/lib/invitation/keep-invitation-file";
import { live } from "@/lib/platform/live";
import { requirePermit } from "@/lib/web/guards";
import { isOwnOrigin } from "@/lib/web/own-origin";
import { readCountedUpload } from "@/lib/web/read-counted-upload";
import { routes } from "@/lib/web/routes";
import type { Refusal } from "../refusals";

const FILES_AN_HOUR = 30;

/** Takes the file of people to invite, and leads to what was read of it; nothing is sent yet (R-909, R-1404). */
export async function POST(
  request: Request,
  { params }: RouteContext<"/structures/[id]/invitations/import/fichier">,
): Promise<NextResponse> {
  const ctx = await live();
  if (!isOwnOrigin(request.headers.get("origin"), ctx.env)) return new NextResponse(null, { status: 403 });
  const permit = await requirePermit((await params).id, "manage-members");
  const page = routes.importInvitations(permit.structureId);
  const budget = { key: `invitation-file:${permit.holder.accountId}`, limit: FILES_AN_HOUR, window: 60 * 60 };
  const form = { maxBytes: MAX_FILE_BYTES, file: "fichier", fields: [] };
  const upload = await readCountedUpload(ctx, budget, { request, form });
  if (upload.kind === "too-often") return refuse("too-often");
  if (upload.kind !== "read") return refuse(upload.kind === "too-large" ? "too-large" : "interrupted");
  if (upload.file === null) return refuse("absent");
  const decoded = decodeInvitationFile(upload.file.bytes);
  if (decoded.kind !== "decoded") return refuse(decoded.kind);
  const { fileId } = await keepInvitationFile(ctx, permit, { text: decoded.text, returnPath: page });
  return goTo(`${page}?fichier=${fileId}`);

  function refuse(refusal: Refusal): NextResponse {
    return goTo(`${page}?refus=${refusal}`);
  }
  function goTo(path: string): NextResponse {
    return NextResponse.redirect(new URL(path, ctx.env.APP_URL), {
      status: 303,
      headers: { "Cache-Control": "private, no-store" },
    });
  }
}
