"use client";

import { lazy, Suspense } from "react";
import type { Watched } from "./session-watch";

const SessionWatch = lazy(() => import("./session-watch"));

/** The watch over a session, loaded where there is one: a visitor's page carries nothing of it. */
export function IdleWatch(watched: Watched) {
  return (
    <Suspense>
      <SessionWatch {...watched} />
    </Suspense>
  );
}
