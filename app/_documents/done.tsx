import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";

/** What has just been done to the files, for whoever comes back from it. */
export async function Done({ done }: { done: string | string[] | undefined }) {
  const t = await getTranslations("documents.done");
  if (done !== "ajout" && done !== "suppression") return null;
  return (
    <Banner tone="success" role="status">
      {t(done)}
    </Banner>
  );
}
