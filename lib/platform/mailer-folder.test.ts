import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findFolderMail, folderMailer, listFolderMails } from "./mailer-folder";

const mail = { to: "camille@example.org", subject: "Bonjour", html: "<p>Bonjour</p>", text: "Bonjour" };
const monday = new Date("2026-01-05T09:00:00Z");
const tuesday = new Date("2026-01-06T09:00:00Z");

async function aFolder(): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "attache-mails-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  return join(parent, "mails");
}

test("the newest mail comes first, and each is found by its key", async () => {
  const folder = await aFolder();
  await folderMailer(folder, () => monday).send(mail, { key: "first" });
  await folderMailer(folder, () => tuesday).send(mail, { key: "second" });
  expect((await listFolderMails(folder)).map(({ key }) => key)).toEqual(["second", "first"]);
  expect(await findFolderMail(folder, "first")).toEqual({ ...mail, key: "first", sentAt: monday });
});

test("SEC-97 · a mail that is sent twice under its key is there once", async () => {
  const folder = await aFolder();
  const mailer = folderMailer(folder);
  await Promise.all([mailer.send(mail, { key: "once" }), mailer.send(mail, { key: "once" })]);
  expect(await readdir(folder)).toEqual(["once.json"]);
});

test("the mails are for the owner of the machine alone", async () => {
  const folder = await aFolder();
  await folderMailer(folder).send(mail, { key: "private" });
  expect((await stat(join(folder, "private.json"))).mode & 0o077).toBe(0);
});

test("a folder that is not there holds no mail, and what is no mail is passed over", async () => {
  const folder = await aFolder();
  expect(await listFolderMails(folder)).toEqual([]);
  await folderMailer(folder).send(mail, { key: "good" });
  await writeFile(join(folder, "half.json"), '{"to":"camil');
  await writeFile(join(folder, "other.json"), "[]");
  await writeFile(join(folder, "notes.txt"), "nothing");
  expect((await listFolderMails(folder)).map(({ key }) => key)).toEqual(["good"]);
});

test.each(["../secret", "a/b", "", "a.b", "%2e%2e"])(
  "SEC-04 · %j leads out of the folder and finds nothing",
  async (key) => {
    const folder = await aFolder();
    expect(await folderMailer(folder).send(mail, { key })).toEqual({ kind: "refused", reason: "not a key" });
    expect(await findFolderMail(folder, key)).toBeNull();
  },
);

test("SEC-18 · a folder that cannot be written leaves the mail for another try", async () => {
  const folder = await aFolder();
  await writeFile(folder, "a file stands where the folder should");
  expect(await folderMailer(folder).send(mail, { key: "late" })).toEqual({ kind: "failed", reason: "not kept" });
});
