import { getTranslations } from "next-intl/server";
import { me } from "@/lib/api/endpoints/me";
import { live } from "@/lib/platform/live";
import { TOKEN_SECONDS } from "@/lib/technical-account/access-token";
import { guideCommands } from "./guide-commands";
import { guideValues } from "./guide-values";
import { inlineCode } from "./inline-code";
import { CodeBlock } from "./reference/code-block";

/** A token that shows its form, and is none. */
const shownToken = {
  access_token: "att1.1.eyJhdWQiOiJhcGkiLCJzdWIi….3f9Kx…",
  token_type: "Bearer",
  expires_in: TOKEN_SECONDS,
};

const shownAttachments = {
  codeRetour: 0,
  libelle: "GCU_MSG_01_000",
  parametresRetour: { nbResultatsParPage: 10, pageCourante: 1, pages: 1, total: 1 },
  listeStructureRattachement: ["…"],
};

/** From a token to a first answer, each with the command to copy and what comes back. */
export async function FirstSteps() {
  const { env } = await live();
  const t = await getTranslations("apiGuide");
  const values = await guideValues();
  const commands = guideCommands(env.APP_URL);
  const steps = [
    { key: "token", command: commands.token, answer: shownToken },
    { key: "firstCall", command: commands.firstCall, answer: me.example.answer },
    { key: "facade", command: commands.facade, answer: shownAttachments },
  ] as const;
  return steps.map(({ key, command, answer }) => (
    <section key={key} aria-labelledby={`commande-${key}`}>
      <h3 id={`commande-${key}`} className="mt-6">
        {t(`steps.${key}.title`)}
      </h3>
      <p className="mt-1 max-w-prose">{t.rich(`steps.${key}.body`, { ...values, code: inlineCode })}</p>
      <CodeBlock title={t("command")}>{command}</CodeBlock>
      <CodeBlock title={t("answer")}>{JSON.stringify(answer, null, 2)}</CodeBlock>
    </section>
  ));
}
