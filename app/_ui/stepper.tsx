import { Check } from "lucide-react";
import { getTranslations } from "next-intl/server";

/** Where one is on the way: an ordered list, in words too ("Étape 2 sur 4"), with the next step named (S-02). */
export async function Stepper({ steps, current }: { steps: string[]; current: number }) {
  const t = await getTranslations("frame.stepper");
  const next = steps[current + 1];
  return (
    <nav aria-label={t("name")} className="mb-8 print:hidden">
      <p className="font-semibold text-accent">
        {t("current", { number: current + 1, total: steps.length, step: steps[current] ?? "" })}
      </p>
      {next ? <p className="text-ink-soft text-sm">{t("next", { step: next })}</p> : null}
      <ol className="mt-3 flex gap-2">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === current ? "step" : undefined} className="group min-w-0 flex-1">
            <span className={`block h-1.5 rounded-full ${index <= current ? "bg-accent" : "bg-line"}`} />
            <span className="sr-only items-start gap-1 text-ink-soft text-sm group-aria-[current]:font-semibold group-aria-[current]:text-ink sm:not-sr-only sm:mt-2 sm:flex">
              {index < current ? <Check aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-accent" /> : null}
              {step}
              {index < current ? <span className="sr-only">{t("done")}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </nav>
  );
}
