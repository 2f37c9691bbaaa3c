import type { ActionDispatch } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import {
  aManagerOf,
  aMemberOf,
  aPendingRequest,
  aSessionOf,
  aStructure,
  aSubscriptionRequest,
  type Structure,
} from "@/lib/testing/people";
import { freshWorld, pageHtml, world } from "@/lib/testing/read-page";
import type { FormState } from "@/lib/web/form-state";
import SubscriptionRequestPage from "./abonnements/[id]/page";
import AttachmentRequestPage from "./demandes/[id]/page";

vi.mock("@/lib/platform/live", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/current-language", () => import("@/lib/testing/read-page"));
vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));
vi.mock("@/lib/web/guards", () => ({ requireManager: async () => world.actor }));
// Their actions are called by nobody here: what they import belongs to a server that runs.
vi.mock("next/server", () => ({ after: () => {} }));

/** What the server answered to the last send; undefined: nothing was sent. */
const answered = vi.hoisted((): { state?: FormState } => ({}));
vi.mock("react", async (original) => ({
  ...(await original<typeof import("react")>()),
  useActionState: <State,>(action: ActionDispatch<[]>, initial: State) => [answered.state ?? initial, action, false],
}));

let ctx: TestContext;
let structure: Structure;

beforeEach(async () => {
  ctx = await freshWorld();
  structure = await aStructure(ctx, { opened: ["SUIVI_FLUX"] });
  const { account } = await aManagerOf(ctx, structure);
  world.actor = (await aSessionOf(ctx, account)).actor;
  delete answered.state;
});

async function titlesOf(page: Parameters<typeof pageHtml>[0], id: string, action: string) {
  const html = await pageHtml(page, { id, query: { action } });
  return [...html.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title);
}

test.each(["attachment", "subscription"] as const)(
  "A11Y-01 · a question about one %s names the document, alone, and says when it was sent in vain",
  async (of) => {
    const isAttachment = of === "attachment";
    const page = isAttachment ? AttachmentRequestPage : SubscriptionRequestPage;
    const { id } = isAttachment
      ? (await aPendingRequest(ctx, structure)).attachment
      : await aSubscriptionRequest(ctx, await aMemberOf(ctx, structure));
    const plain = await titlesOf(page, id, "");
    expect(plain).toHaveLength(1);
    for (const action of ["valider", "refuser"]) {
      delete answered.state;
      const [title, ...others] = await titlesOf(page, id, action);
      expect(others).toEqual([]);
      expect(title).toMatch(action === "valider" ? /^Valider .*Camille Martin.* - Attache$/ : /^Refuser .* - Attache$/);
      answered.state = { attempt: 1, values: {}, errors: { reason: "Ce champ est obligatoire." } };
      expect(await titlesOf(page, id, action)).toEqual([`Erreur : ${title}`]);
    }
  },
);
