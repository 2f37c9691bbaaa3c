"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { live } from "@/lib/platform/live";
import { sheetInput, sheetValuesOf } from "@/lib/structure/inputs";
import { refreshFromRegister } from "@/lib/structure/refresh-from-register";
import { updateStructure } from "@/lib/structure/update-structure";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

export const saveSheet = permittedAction("edit-sheet", sheetInput, async (permit, input, submission) => {
  const { version } = input;
  const outcome = await updateStructure(await live(), permit, { version, edit: sheetValuesOf(input) });
  switch (outcome.kind) {
    case "saved":
      return redirect(`${routes.structure(permit.structureId)}?fait=enregistre`);
    case "stale":
      // The page is made again with what is saved by now, beside what was typed.
      refresh();
      return submission.refuseAll("M-55");
    case "refused":
      return submission.refuse({ [outcome.field]: { id: outcome.message, values: outcome.values ?? {} } });
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});

export const refreshSheet = permittedAction(
  "edit-sheet",
  z.strictObject(aboutStructure),
  async (permit, _input, submission) => {
    const outcome = await refreshFromRegister(await live(), permit);
    switch (outcome.kind) {
      case "refreshed":
        return redirect(
          `${routes.structure(permit.structureId)}?fait=${outcome.fields.length > 0 ? "actualise" : "a-jour"}`,
        );
      case "closed": {
        const date = outcome.closedOn?.split("-").reverse().join("/") ?? "";
        return submission.refuseAll({ id: "M-12-change", values: { known: date ? "yes" : "no", date } });
      }
      case "unknown":
        return submission.refuseAll("M-11");
      case "unavailable":
        return submission.refuseAll("M-13-later");
      case "too-many-checks":
        return submission.refuseAll("M-60");
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);
