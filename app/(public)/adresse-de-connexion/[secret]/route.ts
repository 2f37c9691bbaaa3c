import { moveLinkToCookie } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The mailed address that confirms a new login address: changes nothing by itself (R-604, SEC-26). */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/adresse-de-connexion/[secret]">,
): Promise<Response> {
  const { secret } = await params;
  const page = routes.confirmLoginEmail();
  return moveLinkToCookie("login-email-link", secret, { shown: page, refused: page });
}
