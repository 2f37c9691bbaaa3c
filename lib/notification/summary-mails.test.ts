import { describe, expect, test } from "vitest";
import { feedEvents } from "@/drizzle/schema/attachment";
import type { FeedKind } from "@/lib/attachment/feed-event";
import { telling } from "@/lib/testing/tellings";
import { mailContext, readMail } from "@/lib/testing/written-mails";
import { composeMail } from "./compose-mail";

describe("N-21", () => {
  test("N-21 · it groups by structure, in the words of the feed, what happened since the last one", async () => {
    const ctx = await mailContext();
    const { text, html } = await readMail(ctx, await telling("activity-summary")(ctx));
    expect(text).toContain(
      [
        "Boulangerie Martin",
        "- 03/01/2026 : Dominique Petit demande son rattachement à la structure.",
        "- 04/01/2026 : Ouverture de l'espace Suivi des flux pour la structure Boulangerie Martin par l'utilisateur Nadia Roy",
        "",
        // Whose he only asked to be of, a private individual has no name for him (SEC-63).
        "Particulier",
        "- 04/01/2026 : Vous avez demandé votre rattachement à la structure.",
      ].join("\n"),
    );
    expect(text).not.toContain("Vous avez créé la structure");
    expect(text).not.toMatch(/2850735238|Anne/);
    expect([...html.matchAll(/<h2\b/g)]).toHaveLength(2);
    expect(text).toContain("https://portail.example/mon-compte/informations\n");
  });

  test("N-21 · an event stands in one summary and in no other: after the last one, up to this one", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("activity-summary")(ctx);
    if (message.kind !== "activity-summary") throw new Error("another message");
    const [line] = await ctx.db.select().from(feedEvents);
    if (!line) throw new Error("the feed is empty");
    await ctx.db.delete(feedEvents);
    const at = (happenedAt: Date) => ctx.db.insert(feedEvents).values({ ...line, id: ctx.id(), happenedAt });
    await at(new Date(message.since));
    await at(new Date(Date.parse(message.until) + 1));
    expect(await composeMail(ctx, { message, recipient, language: "fr" })).toEqual({ kind: "dropped" });
    await at(new Date(message.until));
    expect((await readMail(ctx, { message, recipient })).text.match(/^- /gm)).toHaveLength(1);
  });

  test("N-21 · of very many events, fifty are told and the rest is counted; a kind of another release is left out", async () => {
    const ctx = await mailContext();
    const { message, recipient } = await telling("activity-summary")(ctx);
    const [line] = await ctx.db.select().from(feedEvents);
    if (!line) throw new Error("the feed is empty");
    await ctx.db.delete(feedEvents);
    const happenedAt = new Date("2026-01-03T09:00:00Z");
    const kinds: string[] = [...Array<FeedKind>(53).fill("attachment-approved"), "of-another-release"];
    await ctx.db.insert(feedEvents).values(kinds.map((kind) => ({ ...line, id: ctx.id(), kind, happenedAt })));
    const { text } = await readMail(ctx, { message, recipient });
    expect(text.match(/^- /gm)).toHaveLength(50);
    expect(text).toContain("3 autres événements figurent dans le fil d'événements");
  });
});
