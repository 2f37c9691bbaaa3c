import { expect, test } from "vitest";
import { everyTelling } from "@/lib/testing/tellings";
import { mailContext, readMail } from "@/lib/testing/written-mails";

test("R-1103 · no mail tells the identifier of a person, a password, an IBAN or somebody else's address", async () => {
  for (const [name, telling] of Object.entries(everyTelling)) {
    const ctx = await mailContext();
    const { message, recipient } = await telling(ctx);
    const { text } = await readMail(ctx, { message, recipient });
    const addresses = (text.match(/[\w.+-]+@[\w.-]+/g) ?? []).filter(
      // A technical login looks like an address, and is nobody's (R-1003).
      (address) => address !== "support@attache.example" && !address.endsWith(`@${ctx.env.TECHNICAL_DOMAIN}`),
    );
    expect(new Set(addresses), name).toEqual(new Set(addresses.filter((address) => address === recipient)));
    expect(text, name).not.toMatch(/2850735238|FR\d{2}(?: ?\d{4}){5}/);
  }
});
