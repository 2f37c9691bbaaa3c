"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { live } from "@/lib/platform/live";
import { addDepartment } from "@/lib/structure/add-department";
import { departmentInput, newDepartmentInput } from "@/lib/structure/inputs";
import { removeDepartment } from "@/lib/structure/remove-department";
import { updateDepartment } from "@/lib/structure/update-department";
import { aboutStructure, permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

const removalInput = z.strictObject({ ...aboutStructure, departmentId: z.uuid() });

export const add = permittedAction(
  "edit-sheet",
  newDepartmentInput,
  async (permit, { structureId: _structureId, ...department }, submission) => {
    const outcome = await addDepartment(await live(), permit, department);
    switch (outcome.kind) {
      case "added":
        return redirect(`${routes.departments(permit.structureId)}?fait=ajoute&code=${department.code}`);
      case "code-taken":
        return submission.refuse({ code: "M-16-code-taken" });
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);

export const save = permittedAction(
  "edit-sheet",
  departmentInput,
  async (permit, { structureId: _structureId, departmentId, version, ...edit }, submission) => {
    const outcome = await updateDepartment(await live(), permit, { departmentId, version, edit });
    switch (outcome.kind) {
      case "saved":
        return redirect(`${routes.departments(permit.structureId)}?fait=enregistre`);
      case "stale":
        // The page is made again with what is saved by now, beside what was typed.
        refresh();
        return submission.refuseAll("M-55");
      case "not-found":
        return redirect(routes.departments(permit.structureId));
      case "not-permitted":
        return submission.refuseAll("M-57");
    }
  },
);

export const remove = permittedAction("edit-sheet", removalInput, async (permit, { departmentId }, submission) => {
  const outcome = await removeDepartment(await live(), permit, { departmentId });
  switch (outcome.kind) {
    case "removed":
      return redirect(`${routes.departments(permit.structureId)}?fait=supprime`);
    case "not-found":
      return redirect(routes.departments(permit.structureId));
    case "in-use":
      return redirect(`${routes.department(permit.structureId, departmentId)}?fait=utilise`);
    case "not-permitted":
      return submission.refuseAll("M-57");
  }
});
