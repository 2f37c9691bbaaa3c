import { notFound } from "next/navigation";
import { live } from "@/lib/platform/live";
import { mailFolder } from "@/lib/platform/mailer-folder";

/** The folder of the demonstration's mails; anywhere else these pages do not exist (SEC-15). */
export async function requireDemonstration(): Promise<string> {
  const { env } = await live();
  return env.DEMO ? mailFolder(env) : notFound();
}
