import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";

/** "Et ensuite": from login and password to a first answer in three commands, the password never among them. */
export async function NextSteps({ login }: { login: string }) {
  const t = await getTranslations("technical.next");
  const { APP_URL } = (await live()).env;
  const address = (path: string) => new URL(path, APP_URL).toString();
  const steps = [
    { text: t("token"), command: `curl -u '${login}' -d grant_type=client_credentials ${address(routes.apiToken())}` },
    { text: t("keep"), command: `TOKEN='${t("tokenPlaceholder")}'` },
    { text: t("call"), command: `curl -H "Authorization: Bearer $TOKEN" ${address("/api/v1/structures")}` },
  ];
  return (
    <section aria-labelledby="next" className="mt-10">
      <h2 id="next">{t("heading")}</h2>
      <p className="mt-1 max-w-prose">{t("lead")}</p>
      <ol className="mt-3 grid list-decimal gap-3 pl-5">
        {steps.map(({ text, command }) => (
          <li key={text}>
            {text}
            <code className="mt-1 block rounded-lg border border-line bg-surface-raised p-3 font-mono text-sm [overflow-wrap:anywhere]">
              {command}
            </code>
          </li>
        ))}
      </ol>
      <p className="mt-4">
        <a href={routes.apiGuide()}>{t("guide")}</a>
      </p>
    </section>
  );
}
