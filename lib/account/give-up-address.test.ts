import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { anAccount } from "@/lib/testing/people";
import { aMailedLink } from "@/lib/testing/registrations";
import { confirmContactEmail } from "./confirm-contact-email";
import { confirmLoginEmail } from "./confirm-login-email";
import { giveUpAddress } from "./give-up-address";

test("R-319, R-604 · what is given up cannot be confirmed any more; the other address still waits", async () => {
  const ctx = await testContext();
  const { id: subjectId } = await anAccount(ctx);
  const login = await aMailedLink(ctx, { purpose: "login-email-change", subjectId, email: "login@example.org" });
  const contact = await aMailedLink(ctx, {
    purpose: "contact-email-confirmation",
    subjectId,
    email: "contact@example.org",
  });
  const other = { accountId: (await anAccount(ctx)).id, purpose: "login-email-change" } as const;
  expect(await giveUpAddress(ctx, other)).toEqual({ kind: "nothing-waits" });
  const own = { accountId: subjectId, purpose: "login-email-change" } as const;
  expect(await giveUpAddress(ctx, own)).toEqual({ kind: "given-up" });
  expect(await giveUpAddress(ctx, own)).toEqual({ kind: "nothing-waits" });
  expect(await confirmLoginEmail(ctx, login)).toEqual({ kind: "refused-link" });
  expect(await confirmContactEmail(ctx, contact)).toEqual({ kind: "confirmed" });
});
