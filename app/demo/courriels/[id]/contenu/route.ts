import { findFolderMail } from "@/lib/platform/mailer-folder";
import { requireDemonstration } from "../../require-demonstration";

/** The HTML of one mail, for the frame of its page; the middleware gives it a policy of its own. */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/demo/courriels/[id]/contenu">,
): Promise<Response> {
  const folder = await requireDemonstration();
  const { id } = await params;
  const mail = await findFolderMail(folder, id);
  if (!mail) return new Response(null, { status: 404 });
  // A mail reader opens links outside of the mail, too.
  const html = mail.html.replace("<head>", '<head><base target="_top"/>');
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}
