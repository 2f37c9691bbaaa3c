import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { findOwnProfile } from "@/lib/account/find-own-profile";
import { live } from "@/lib/platform/live";
import { requireAccount } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { AccountFrame } from "../account-frame";
import { ProfileForm } from "./profile-form";
import { WaitingContact } from "./waiting-contact";

/** "Mes informations personnelles". */
export default async function OwnDetailsPage({ searchParams }: PageProps<"/mon-compte/informations">) {
  const actor = await requireAccount();
  const { fait } = await searchParams;
  const profile = await findOwnProfile(await live(), actor);
  const t = await getTranslations("account.details");
  return (
    <AccountFrame title={t("title")} current={routes.ownDetails()} titled>
      <Done done={fait} />
      {profile.waitingContact ? (
        <WaitingContact waiting={profile.waitingContact} current={profile.contactEmail} />
      ) : null}
      <ProfileForm profile={profile} />
    </AccountFrame>
  );
}

async function Done({ done }: { done: string | string[] | undefined }) {
  const messages = await getTranslations("messages");
  const t = await getTranslations("account.details.done");
  const told = (["contact", "contact-immediat", "renvoi", "abandon"] as const).find((key) => key === done);
  if (!told && done !== "enregistre") return null;
  const isSave = told !== "renvoi" && told !== "abandon";
  return (
    <Banner tone="success" role="status">
      {[isSave && messages("M-50"), told && t(told)].filter(Boolean).join(" ")}
    </Banner>
  );
}
