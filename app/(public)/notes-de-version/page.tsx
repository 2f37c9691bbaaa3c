import { getTranslations } from "next-intl/server";
import { PageHeading } from "@/app/_ui/page-heading";
import { formatDay } from "@/lib/i18n/format-moment";
import { releaseNotes } from "@/lib/news/release-notes";
import { currentLanguage } from "@/lib/web/current-language";
import { documentTitle } from "@/lib/web/document-title";
import { legalValues } from "../_legal/prose";

/** "Notes de version": what each release lets a person do, the newest first. */
export default async function ReleaseNotesPage() {
  const [t, language] = await Promise.all([getTranslations("legal.releases"), currentLanguage()]);
  return (
    <>
      <PageHeading
        title={t("title")}
        documentTitle={await documentTitle(t("title"))}
        lead={t("lead", await legalValues())}
      />
      <div className="space-y-10">
        {releaseNotes.map(({ version, on, notes }) => (
          <section key={version} aria-labelledby={`version-${version}`}>
            <h2 id={`version-${version}`}>{t("release", { version })}</h2>
            <p className="text-ink-soft tabular-nums">
              <time dateTime={on}>{formatDay(new Date(`${on}T12:00:00Z`))}</time>
            </p>
            <ul className="mt-3 max-w-prose list-disc space-y-2 pl-6">
              {notes[language].map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}
