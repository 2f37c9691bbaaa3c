"use client";

import { useEffect, useState } from "react";
import { Banner } from "@/app/_ui/banner";
import { buttonLook } from "@/app/_ui/button-look";
import { CopyButton } from "@/app/_ui/copy-button";

/**
 * The codes, kept by this page alone: once they are on the screen the browser is told to forget them, so a reload or the
 * back button shows them no more.
 */
export function CodesPanel({
  codes,
  addresses,
  labels,
}: {
  codes: string[] | null;
  addresses: { file: string; forget: string; renew: string };
  labels: Record<"lead" | "warning" | "list" | "copy" | "copied" | "print" | "save" | "gone" | "renew", string>;
}) {
  // The page may be drawn anew around it, by then without them.
  const [shown] = useState(codes);
  useEffect(() => {
    // Should it fail, they are forgotten a minute later all the same.
    if (shown) fetch(addresses.forget, { method: "POST" }).catch(() => {});
  }, [shown, addresses.forget]);

  if (!shown) {
    return (
      <Banner tone="info">
        <p>{labels.gone}</p>
        <p className="mt-3">
          <a href={addresses.renew} className={buttonLook.secondary}>
            {labels.renew}
          </a>
        </p>
      </Banner>
    );
  }
  return (
    <>
      <p className="max-w-prose text-lg">{labels.lead}</p>
      <Banner tone="warning">{labels.warning}</Banner>
      <ol
        aria-label={labels.list}
        className="grid list-none gap-2 rounded-lg border border-line bg-surface-raised p-4 font-mono tabular-nums sm:grid-cols-2 sm:p-6"
      >
        {shown.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="mt-4 flex flex-wrap items-start gap-3 print:hidden">
        <form action={addresses.file} method="post">
          {shown.map((code) => (
            <input key={code} type="hidden" name="code" value={code} />
          ))}
          <button type="submit" className={buttonLook.secondary}>
            {labels.save}
          </button>
        </form>
        <button type="button" onClick={() => window.print()} className={`${buttonLook.secondary} noscript:hidden`}>
          {labels.print}
        </button>
        <CopyButton text={shown.join("\n")} label={labels.copy} done={labels.copied} />
      </div>
    </>
  );
}
