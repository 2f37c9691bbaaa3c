import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeading } from "@/app/_ui/page-heading";
import { documentTitle } from "@/lib/web/document-title";

/** One part of a legal page; its key is its place in the address. */
export interface LegalSection {
  key: string;
  title: string;
  body: ReactNode;
}

/** A page of reading matter: what it holds, as links, then its parts one after the other. */
export async function LegalText({ title, lead, sections }: { title: string; lead: string; sections: LegalSection[] }) {
  const t = await getTranslations("legal");
  return (
    <>
      <PageHeading title={title} documentTitle={await documentTitle(title)} lead={lead} />
      <nav aria-label={t("onThisPage")} className="mb-10 print:hidden">
        <ul className="flex flex-wrap gap-x-6">
          {sections.map(({ key, title: name }) => (
            <li key={key}>
              <a href={`#${key}`} className="inline-flex min-h-11 items-center">
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className="space-y-10">
        {sections.map(({ key, title: name, body }) => (
          <section key={key} aria-labelledby={key}>
            <h2 id={key} tabIndex={-1}>
              {name}
            </h2>
            {body}
          </section>
        ))}
      </div>
    </>
  );
}
