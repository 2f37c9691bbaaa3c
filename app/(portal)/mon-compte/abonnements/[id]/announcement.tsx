import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import type { OwnSubscription } from "@/lib/attachment/find-own-subscription";
import { routes } from "@/lib/web/routes";

/** What has just been done, as the row itself says: an address alone announces nothing. */
export async function Announcement({ own, done }: { own: OwnSubscription; done: string | string[] | undefined }) {
  const t = await getTranslations("subscriptions.own");
  const messages = await getTranslations("messages");
  const organisations = await getTranslations("organisations");
  if (done === "demande" && own.status === "active") {
    const workspace = organisations(`workspaces.${own.workspace}.label`);
    return (
      <Banner tone="success" role="status" title={t("grantedTitle", { workspace })}>
        <p>
          <a href={routes.workspace(own.workspace)}>{t("open", { workspace })}</a>
        </p>
      </Banner>
    );
  }
  const sentence =
    done === "demande" && own.status === "pending"
      ? own.managers.length > 0
        ? messages("M-51")
        : t("sentToSupport")
      : done === "annulation" && own.status === "cancelled"
        ? t("cancelled")
        : done === "fin" && own.status === "ended"
          ? t("ended")
          : null;
  if (sentence === null) return null;
  return (
    <Banner tone="success" role="status">
      {sentence}
    </Banner>
  );
}
