"use client";

import en from "@/lib/i18n/en/failure.json";
import fr from "@/lib/i18n/fr/failure.json";

/** Even the document failed: nobody knows the reader's language any more, so it is said in both (M-99). */
export default function GlobalError({ error: { digest } }: { error: Error & { digest?: string } }) {
  return (
    <html lang="fr">
      <body>
        <title>{fr.title}</title>
        <main>
          <h1>
            {fr.title} <span lang="en">· {en.title}</span>
          </h1>
          <p>{fr.lead}</p>
          <p lang="en">{en.lead}</p>
          {digest ? (
            <p>
              {fr.reference}
              {digest}
            </p>
          ) : null}
          <button type="button" onClick={() => location.reload()}>
            {fr.retry} <span lang="en">· {en.retry}</span>
          </button>
        </main>
      </body>
    </html>
  );
}
