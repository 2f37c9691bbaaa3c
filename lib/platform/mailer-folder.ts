import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Env } from "./env";
import { describeError, log } from "./log";
import type { Mailer } from "./mailer";

const kept = z.object({
  key: z.string(),
  to: z.string(),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  sentAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** A mail that was kept on this machine instead of being sent. */
export type FolderMail = z.output<typeof kept>;

/** Where mails are kept on this machine. */
export function mailFolder(env: Env): string {
  return env.MAIL_DIR ?? ".data/mails";
}

/** Keeps mails as files: a mail that is sent twice under one key is there once (SEC-97). */
export function folderMailer(folder: string, now: () => Date = () => new Date()): Mailer {
  return {
    async send(mail, { key }) {
      if (!fileKey.test(key)) return { kind: "refused", reason: "not a key" };
      const draft = join(/* turbopackIgnore: true */ folder, `.${key}.${randomUUID()}`);
      try {
        // The mails carry secret links: nobody else on the machine reads them.
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await writeFile(draft, JSON.stringify({ key, ...mail, sentAt: now() }, null, 2), { mode: 0o600 });
        // A reader never meets half a mail.
        await rename(draft, fileOf(folder, key));
        return { kind: "sent" };
      } catch (error) {
        log("error", "mail-not-kept", describeError(error));
        return { kind: "failed", reason: "not kept" };
      }
    },
  };
}

/** The mails of a folder, newest first; what is no mail is passed over. */
export async function listFolderMails(folder: string): Promise<FolderMail[]> {
  const names = await readdir(folder).catch(() => []);
  const mails = await Promise.all(names.map((name) => findFolderMail(folder, name.replace(/\.json$/, ""))));
  return mails.filter((mail) => mail !== null).sort((one, other) => other.sentAt.getTime() - one.sentAt.getTime());
}

/** One mail of a folder, or null. */
export async function findFolderMail(folder: string, key: string): Promise<FolderMail | null> {
  if (!fileKey.test(key)) return null;
  try {
    return kept.parse(JSON.parse(await readFile(fileOf(folder, key), "utf8")));
  } catch {
    return null;
  }
}

/** No key leads out of the folder. */
const fileKey = /^[\w-]{1,100}$/;

function fileOf(folder: string, key: string): string {
  return join(folder, `${key}.json`);
}
