import { expect, test, vi } from "vitest";
import { ActionForm } from "@/app/_ui/action-form";
import { fr } from "@/lib/i18n/fr";
import { pageHtml } from "@/lib/testing/read-page";
import { NameAndPhoneFields } from "./name-and-phone-fields";

vi.mock("next-intl/server", () => import("@/lib/testing/read-page"));

test("A11Y-03 · the example of a country prefix stands with the prefix, what holds for the number with the number", async () => {
  const { phonePrefixHelp, phoneHelp } = fr.signUp.person;
  const labels = { errorPrefix: "", errorSummary: "", requiredLegend: "", valid: "" };
  const html = await pageHtml(async () => (
    <ActionForm action={async (state) => state} labels={labels}>
      <NameAndPhoneFields values={{}} />
    </ActionForm>
  ));
  expect(html).toContain(
    `<div id="form-phonePrefix-help" class="max-w-prose text-ink-soft text-sm">${phonePrefixHelp}`,
  );
  expect(html).toContain(`<div id="form-phone-help" class="max-w-prose text-ink-soft text-sm">${phoneHelp}`);
});
