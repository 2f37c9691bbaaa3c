import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { accounts } from "@/drizzle/schema/account";
import { mintLink } from "@/lib/account/mint-link";
import { signIn } from "@/lib/account/sign-in";
import { confirmReactivation } from "@/lib/recovery/confirm-reactivation";
import { reopenAccount } from "@/lib/recovery/reopen-account";
import { type TestContext, testContext } from "@/lib/testing/context";
import { anAccount, DEACTIVATED } from "@/lib/testing/people";
import { secretOf } from "@/lib/testing/registrations";
import { credentials } from "@/lib/testing/sign-in-tries";
import { closeAccount } from "./close-account";
import { eraseAccount } from "./erase-account";

type AccountDetails = Parameters<typeof anAccount>[1];
type Act = (ctx: TestContext, accountId: string) => Promise<unknown>;

/** The states of section 8 that an account has a row for; one that waits for its activation has none. */
const states = {
  ACTIF: {},
  BLOQUE: { lockedUntil: new Date("2026-01-05T09:20:00Z") },
  "DESACTIVE by its owner": DEACTIVATED,
  "DESACTIVE by support": { ...DEACTIVATED, deactivationCause: "administrator" },
  "DESACTIVE for want of use": { ...DEACTIVATED, deactivationCause: "inactivity" },
  SUPPRIME: { status: "erased", erasedAt: new Date("2026-01-01T09:00:00Z") },
} satisfies Record<string, AccountDetails>;
type State = keyof typeof states;

const closing = { actorId: null, reason: null, eraseOn: null };
const acts = {
  "its owner closes it": (ctx, accountId) => closeAccount(ctx, { ...closing, accountId, cause: "own-wish" }),
  "support closes it": (ctx, accountId) => closeAccount(ctx, { ...closing, accountId, cause: "administrator" }),
  "nobody used it": (ctx, accountId) => closeAccount(ctx, { ...closing, accountId, cause: "inactivity" }),
  "its owner follows a link back": async (ctx, accountId) => {
    const { id } = await mintLink(ctx, { purpose: "reactivation", subjectId: accountId, email: "a@example.org" });
    return confirmReactivation(ctx, await secretOf(ctx, id));
  },
  "support reopens it": (ctx, accountId) => reopenAccount(ctx, { accountId, actorId: null, by: "administrator" }),
  "its time is over": (ctx, accountId) => eraseAccount(ctx, { accountId, cause: "retention" }),
} satisfies Record<string, Act>;
type ActName = keyof typeof acts;

const closed: ActName[] = ["its owner closes it", "support closes it", "nobody used it"];

/** What R-501 allows; every other pair leaves the account as it is. */
const allowed: Record<State, Partial<Record<ActName, "active" | "deactivated" | "erased">>> = {
  ACTIF: Object.fromEntries(closed.map((act) => [act, "deactivated"])),
  BLOQUE: Object.fromEntries(closed.map((act) => [act, "deactivated"])),
  "DESACTIVE by its owner": {
    "its owner follows a link back": "active",
    "support reopens it": "active",
    "its time is over": "erased",
  },
  "DESACTIVE by support": { "support reopens it": "active", "its time is over": "erased" },
  "DESACTIVE for want of use": {
    "its owner follows a link back": "active",
    "support reopens it": "active",
    "its time is over": "erased",
  },
  SUPPRIME: {},
};

test("R-501, R-506 · every state meets every act: what the table allows happens, all the rest is refused", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const rowOf = async (id: string) => (await ctx.db.select().from(accounts).where(eq(accounts.id, id)))[0];
  for (const state of Object.keys(states) as State[]) {
    for (const act of Object.keys(acts) as ActName[]) {
      const account = await anAccount(ctx, states[state]);
      await acts[act](ctx, account.id);
      const next = allowed[state][act];
      if (next) expect((await rowOf(account.id))?.status, `${state}: ${act}`).toBe(next);
      else expect(await rowOf(account.id), `${state}: ${act}`).toEqual(account);
    }
  }
});

test("R-501, R-421 · only an active account opens a session, before and after each act", async () => {
  const ctx = await testContext();
  vi.spyOn(console, "info").mockImplementation(() => {});
  const account = await anAccount(ctx);
  const tryIn = async () => (await signIn(ctx, credentials(account.email))).kind;
  expect(await tryIn()).toBe("signed-in");
  await acts["its owner closes it"](ctx, account.id);
  expect(await tryIn()).toBe("deactivated");
  await acts["its owner follows a link back"](ctx, account.id);
  expect(await tryIn()).toBe("signed-in");
  await acts["nobody used it"](ctx, account.id);
  await acts["its time is over"](ctx, account.id);
  expect(await tryIn()).toBe("refused");
});
