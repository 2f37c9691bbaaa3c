import { moveLinkToCookie } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The mailed address: changes nothing, moves the secret out of sight and shows S-07 (R-401, SEC-26, SEC-27). */
export async function GET(
  _request: Request,
  { params }: RouteContext<"/nouveau-mot-de-passe/[secret]">,
): Promise<Response> {
  const { secret } = await params;
  return moveLinkToCookie("password-link", secret, {
    shown: routes.newPassword(),
    refused: routes.newPasswordRefused(),
  });
}
