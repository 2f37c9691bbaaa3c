import { redirect } from "next/navigation";
import { readLinkSecret } from "@/lib/web/mailed-link";
import { routes } from "@/lib/web/routes";

/** The secret of the mailed link that this browser followed; without one the page says that it does not work (M-44). */
export async function requireReactivationLink(): Promise<string> {
  return (await readLinkSecret("reactivation-link")) ?? redirect(routes.reactivate());
}
