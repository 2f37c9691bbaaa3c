"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";

interface Seen {
  treated: number;
  total: number;
  isOver: boolean;
  /** "120 sur 500", for the eye. */
  text: string;
  /** The same as a sentence, read out now and then. */
  spoken: string;
}

const LOOK_EVERY_MS = 1_000;
const SAY_EVERY_MS = 10_000;

/** A progress bar that keeps itself up to date, and the page once everything is done (R-1404, A11Y-13). */
export function ProgressWatch({ path, label, initial }: { path: string; label: string; initial: Seen }) {
  const router = useRouter();
  const [seen, setSeen] = useState(initial);
  const [said, setSaid] = useState("");
  const latest = useRef(initial);

  useEffect(() => {
    let isGone = false;
    let next: ReturnType<typeof setTimeout>;
    const look = async () => {
      await update();
      // One after the other: a slow portal is not asked twice at a time.
      if (!isGone) next = setTimeout(look, LOOK_EVERY_MS);
    };
    const update = async () => {
      const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
      // Signed out, or out of the network: the page as it stands is still true, and has its link.
      if (isGone || !answer?.ok) return;
      const now: Seen = await answer.json();
      latest.current = now;
      setSeen(now);
      if (now.isOver) router.refresh();
    };
    next = setTimeout(look, LOOK_EVERY_MS);
    const saying = setInterval(() => setSaid(latest.current.spoken), SAY_EVERY_MS);
    return () => {
      isGone = true;
      clearTimeout(next);
      clearInterval(saying);
    };
  }, [path, router]);

  return (
    <div className="grid max-w-xl gap-2">
      <progress
        aria-label={label}
        value={seen.treated}
        max={seen.total}
        className="h-4 w-full appearance-none overflow-hidden rounded-lg border border-edge bg-surface-raised [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-raised [&::-webkit-progress-value]:bg-accent"
      />
      <p className="font-semibold tabular-nums">{seen.text}</p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
