import { moveLinkToCookie } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The mailed address that confirms a contact address: changes nothing by itself (R-319, SEC-26). */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/adresse-de-contact/[secret]">,
): Promise<Response> {
  const { secret } = await params;
  const page = routes.confirmContactEmail();
  return moveLinkToCookie("contact-email-link", secret, { shown: page, refused: page });
}
