import { moveLinkToCookie } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The mailed address that brings an account back: changes nothing by itself (R-505, SEC-26). */
export async function GET(_request: Request, { params }: RouteContext<"/reactivation/[secret]">): Promise<Response> {
  const { secret } = await params;
  const page = routes.reactivate();
  return moveLinkToCookie("reactivation-link", secret, { shown: page, refused: page });
}
