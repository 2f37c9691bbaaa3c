"use server";

import { notFound, redirect } from "next/navigation";
import { changeMember } from "@/lib/attachment/change-member";
import { detachMember } from "@/lib/attachment/detach-member";
import { memberActInput, memberChangeInput, suspensionInput } from "@/lib/attachment/member-inputs";
import { reactivateMember } from "@/lib/attachment/reactivate-member";
import { suspendMember } from "@/lib/attachment/suspend-member";
import { live } from "@/lib/platform/live";
import { deliverAfterAnswer } from "@/lib/web/deliver-after-answer";
import { permittedAction } from "@/lib/web/permitted-action";
import { routes } from "@/lib/web/routes";

const right = "manage-members";

export const change = permittedAction(right, memberChangeInput, async (permit, input, submission) => {
  const { structureId: _, ...wanted } = input;
  const outcome = await changeMember(await live(), permit, wanted);
  switch (outcome.kind) {
    case "done":
      deliverAfterAnswer();
      return redirect(`${routes.member(permit.structureId, input.attachmentId)}?fait=modifie`);
    case "no-department":
      return submission.refuse({ departmentIds: "M-16-department" });
    case "workspace-closed":
      return submission.refuseAll("M-54-workspace");
    case "structure-inactive":
      return submission.refuseAll("M-26");
    case "wrong-state":
      return submission.refuseAll("M-54-member");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});

export const suspend = permittedAction(right, suspensionInput, async (permit, input, submission) => {
  const { attachmentId, reactivateOn } = input;
  const outcome = await suspendMember(await live(), permit, { attachmentId, reactivateOn });
  switch (outcome.kind) {
    case "done":
      deliverAfterAnswer();
      return redirect(`${routes.member(permit.structureId, attachmentId)}?fait=desactive`);
    case "date-not-future":
      return submission.refuse({ reactivateOn: "M-16-future" });
    case "wrong-state":
      return submission.refuseAll("M-54-member");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});

export const reactivate = permittedAction(right, memberActInput, async (permit, { attachmentId }, submission) => {
  const outcome = await reactivateMember(await live(), permit, { attachmentId });
  switch (outcome.kind) {
    case "done":
      deliverAfterAnswer();
      return redirect(`${routes.member(permit.structureId, attachmentId)}?fait=reactive`);
    case "wrong-state":
      return submission.refuseAll("M-54-member");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});

export const detach = permittedAction(right, memberActInput, async (permit, { attachmentId }, submission) => {
  const outcome = await detachMember(await live(), permit, { attachmentId });
  switch (outcome.kind) {
    case "done":
      deliverAfterAnswer();
      return redirect(`${routes.members(permit.structureId)}?fait=detache`);
    case "wrong-state":
      return submission.refuseAll("M-54-member");
    case "not-permitted":
      return submission.refuseAll("M-57");
    case "not-found":
      return notFound();
  }
});
