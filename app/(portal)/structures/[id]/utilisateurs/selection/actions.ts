"use server";

import { getTranslations } from "next-intl/server";
import { findChosenMembers } from "@/lib/attachment/find-chosen-members";
import { massActionInput } from "@/lib/attachment/member-inputs";
import { dayInParis } from "@/lib/platform/calendar";
import { live } from "@/lib/platform/live";
import { beginOperation } from "@/lib/web/begin-operation";
import { requireAccount } from "@/lib/web/guards";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

/** Begins a mass action: every ticked row is treated and told of alone, the foreign and stale ones too (R-907, SEC-64). */
export const doToMany = permittedAction("manage-members", massActionInput, async (permit, input, submission) => {
  const { action, rattachement: ids, reactivateOn, modele } = input;
  const ctx = await live();
  if (ids.length === 0) return submission.refuseAll("M-54-member");
  if (action === "desactiver" && reactivateOn !== null && reactivateOn <= dayInParis(ctx.now())) {
    return submission.refuse({ reactivateOn: "M-16-future" });
  }
  const t = await getTranslations("members.mass");
  const people = await findChosenMembers(ctx, permit, ids);
  const rows = ids.map((attachmentId) => {
    const person = people.find((one) => one.attachmentId === attachmentId);
    return {
      target: { attachmentId },
      label: person ? `${person.familyName} ${person.givenName}` : t("unknown"),
    };
  });
  const actor = await requireAccount();
  const returnPath = routes.members(permit.structureId);
  switch (action) {
    case "desactiver":
      return beginOperation(actor, { kind: "members-suspend", request: { reactivateOn }, rows, returnPath });
    case "reactiver":
      return beginOperation(actor, { kind: "members-reactivate", request: {}, rows, returnPath });
    case "detacher":
      return beginOperation(actor, { kind: "members-detach", request: {}, rows, returnPath });
    case "dupliquer":
      if (!modele) return submission.refuseAll("M-54-member");
      return beginOperation(actor, {
        kind: "permissions-duplicate",
        request: { fromAttachmentId: modele },
        rows,
        returnPath,
      });
  }
});
