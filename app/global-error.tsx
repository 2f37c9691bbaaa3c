"use client";

import en from "@/lib/i18n/en/errors.json";
import fr from "@/lib/i18n/fr/errors.json";

/** Even the document failed: nobody knows the reader's language any more, so it is said in both (M-99). */
export default function GlobalError({ error: { digest } }: { error: Error & { digest?: string } }) {
  return (
    <html lang="fr">
      <body>
        <title>{fr.failure.title}</title>
        <main>
          <h1>
            {fr.failure.title} <span lang="en">· {en.failure.title}</span>
          </h1>
          <p>{fr.failure.lead}</p>
          <p lang="en">{en.failure.lead}</p>
          {digest ? (
            <p>
              {fr.failure.reference}
              {digest}
            </p>
          ) : null}
          <button type="button" onClick={() => location.reload()}>
            {fr.failure.retry} <span lang="en">· {en.failure.retry}</span>
          </button>
        </main>
      </body>
    </html>
  );
}
