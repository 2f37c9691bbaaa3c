"use server";

import { refresh } from "next/cache";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { findSheet } from "@/lib/structure/find-sheet";
import { sheetFormInput, sheetValuesOf } from "@/lib/structure/inputs";
import type { Permit } from "@/lib/structure/permit";
import { refreshFromRegister } from "@/lib/structure/refresh-from-register";
import { updateStructure } from "@/lib/structure/update-structure";
import type { Submission } from "@/lib/web/form-action";
import type { FormState } from "@/lib/web/form-state";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";
import { requireSheet } from "./require-sheet";
import { valuesAfterRefresh } from "./values-after-refresh";

/** The sheet's one form, with both its buttons: what was typed goes along with each, so that neither loses it. */
export const sendSheet = permittedAction("edit-sheet", sheetFormInput, async (permit, input, submission) => {
  if (input.act === "refresh") return askRegister(permit, submission);
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

async function askRegister(permit: Permit<"edit-sheet">, submission: Submission): Promise<FormState> {
  const ctx = await live();
  const outcome = await refreshFromRegister(ctx, permit);
  switch (outcome.kind) {
    case "refreshed": {
      const { permit: view } = await requireSheet(permit.structureId);
      const sheet = (await findSheet(ctx, view)) ?? notFound();
      const t = await getTranslations("sheet.done");
      refresh();
      return {
        ...submission.kept,
        values: valuesAfterRefresh(submission.kept.values, { sheet, fields: outcome.fields }),
        notice: outcome.fields.length > 0 ? t("actualise") : t("a-jour"),
      };
    }
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
}
