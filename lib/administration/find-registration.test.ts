import { expect, test } from "vitest";
import { testContext } from "@/lib/testing/context";
import { aNewCompany, aWaitingRegistration } from "@/lib/testing/registrations";
import { aSupportAct } from "@/lib/testing/support-acts";
import { findRegistration } from "./find-registration";

test("R-1401 · one registration: what was asked for, until when its link works; an absent one is nothing", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const organisation = aNewCompany({ legalName: "Boulangerie Martin", identifier: "12345678200002" });
  const { registration } = await aWaitingRegistration(ctx, { organisation });
  expect(await findRegistration(ctx, administrator, registration.id)).toEqual({
    id: registration.id,
    email: registration.email,
    contactEmail: registration.contactEmail,
    givenName: registration.givenName,
    familyName: registration.familyName,
    language: "fr",
    createdAt: ctx.now(),
    closedAt: null,
    expiresAt: new Date("2026-02-04T09:00:00Z"),
    organisation: {
      kind: "create",
      identifierType: "SIRET",
      identifier: "123\u00a0456\u00a0782\u00a000002",
      legalName: "Boulangerie Martin",
    },
  });
  expect(await findRegistration(ctx, administrator, ctx.id())).toBeNull();
});

test("SEC-63 · R-152 · the number of a private individual is masked", async () => {
  const ctx = await testContext();
  const { administrator } = await aSupportAct(ctx);
  const organisation = { kind: "none", identifierType: "PARTICULIER", identifier: "1850735238" } as const;
  const { registration } = await aWaitingRegistration(ctx, { organisation });
  const found = await findRegistration(ctx, administrator, registration.id);
  expect(found?.organisation).toMatchObject({ kind: "none", identifier: "1*********", legalName: null });
});
