import { getTranslations } from "next-intl/server";
import { ActQuestion } from "../act-question";
import { sendAgain } from "./actions";

/** Whether these failed mails shall leave once more (SEC-97). */
export async function AgainQuestion({ messageIds, back }: { messageIds: string[]; back: string }) {
  const t = await getTranslations("administration.mails");
  return (
    <ActQuestion
      title={t("againTitle", { count: messageIds.length })}
      consequence={t("againConsequence")}
      submit={t("again")}
      action={sendAgain}
      hidden={messageIds.map((id) => ["messageIds", id])}
      back={back}
    />
  );
}
