import { expect, test } from "vitest";
import { routes } from "@/lib/web/routes";
import { mailLinks } from "./mail-links";

test("SEC-09 · a mail leads to the pages of the portal, on its configured address", () => {
  const links = mailLinks({ APP_URL: "https://portail.example" });
  const base = "https://portail.example";
  expect(links.activation("a_secret-1")).toBe(base + routes.activationLink("a_secret-1"));
  expect(links.contactEmailConfirmation("a_secret-1")).toBe(base + routes.confirmContactEmailLink("a_secret-1"));
  expect(links.signIn()).toBe(base + routes.signIn());
  expect(links.signUp()).toBe(base + routes.signUp());
  expect(links.invitations()).toBe(base + routes.invitations());
  expect(links.requestAttachment()).toBe(base + routes.requestAttachment());
  expect(links.ownRequests()).toBe(base + routes.ownRequests());
  expect(links.structure("an-id")).toBe(base + routes.structure("an-id"));
  expect(links.desk()).toBe(base + routes.desk());
  expect(links.attachmentRequest("an-id")).toBe(base + routes.attachmentRequest("an-id"));
  expect(links.subscriptionRequest("an-id")).toBe(base + routes.subscriptionRequest("an-id"));
  expect(links.portalHome()).toBe(base + routes.portalHome());
});
