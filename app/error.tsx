"use client";

import { Failure } from "./_frame/failure";

/** A page that failed: nothing of what went wrong is shown but its reference (SEC-18). */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return <Failure reference={error.digest} />;
}
