import { expect, test } from "vitest";
import { routes } from "@/lib/web/routes";
import { mailLinks } from "./mail-links";

test("SEC-09 · a mail leads to the pages of the portal, on its configured address", () => {
  const links = mailLinks({ APP_URL: "https://portail.example" });
  const base = "https://portail.example";
  expect(links.activation("a_secret-1")).toBe(base + routes.activationLink("a_secret-1"));
  expect(links.contactEmailConfirmation("a_secret-1")).toBe(base + routes.confirmContactEmailLink("a_secret-1"));
  expect(links.signIn()).toBe(base + routes.signIn());
  expect(links.portalHome()).toBe(base + routes.portalHome());
});
