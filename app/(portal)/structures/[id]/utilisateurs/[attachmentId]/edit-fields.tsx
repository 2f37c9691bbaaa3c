import { getTranslations } from "next-intl/server";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { Fieldset } from "@/app/_ui/fieldset";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SelectField } from "@/app/_ui/select-field";
import { accessField } from "@/lib/attachment/access-fields";
import type { DepartmentChoice, MemberSheet } from "@/lib/attachment/find-member";
import { rolesToGive } from "@/lib/attachment/member";
import { live } from "@/lib/platform/live";
import type { Permit } from "@/lib/structure/permit";
import { type WorkspaceCode, workspaces } from "@/lib/workspace/workspace";

/** Role, departments, and one mode a workspace: what they are today stands in them. */
export async function EditFields({ member, permit }: { member: MemberSheet; permit: Permit<"manage-members"> }) {
  return (
    <>
      <RoleField member={member} permit={permit} />
      <DepartmentFields member={member} />
      <AccessFields member={member} />
    </>
  );
}

async function RoleField({ member, permit }: { member: MemberSheet; permit: Permit<"manage-members"> }) {
  const t = await getTranslations("members.edit");
  const organisations = await getTranslations("organisations.roles");
  const { env } = await live();
  const hasSecondaryManagers = env.SECONDARY_MANAGERS === "on";
  const roles = rolesToGive(permit.capacity, hasSecondaryManagers);
  const role = roles.find((one) => one === member.role) ?? "member";
  if (roles.length === 1) {
    return (
      <>
        <input type="hidden" name="role" value={role} />
        {hasSecondaryManagers ? <p>{t("roleKept", { role: organisations(role) })}</p> : null}
        {member.role !== role ? <p>{t("roleEnds", { role: organisations(role) })}</p> : null}
      </>
    );
  }
  return (
    <RadioGroup
      name="role"
      legend={t("role")}
      required
      defaultValue={role}
      options={roles.map((value) => ({ value, label: organisations(value), help: t(`roleHelp.${value}`) }))}
    />
  );
}

async function DepartmentFields({ member }: { member: MemberSheet }) {
  const t = await getTranslations("members.edit");
  const held = member.departments.filter(({ status }) => status === "approved");
  // One that has closed meanwhile may be kept.
  const choices = [...member.openDepartments, ...held].filter(isFirst);
  return (
    <Fieldset legend={t("departments")}>
      <p className="text-ink-soft text-sm">{choices.length > 0 ? t("departmentsHelp") : t("noDepartments")}</p>
      {choices.map(({ id, code, name }) => (
        <CheckboxField
          key={id}
          name="departmentIds"
          value={id}
          statement={`${name} (${code})`}
          help={member.openDepartments.some((open) => open.id === id) ? undefined : t("closedDepartment")}
          defaultChecked={held.some((line) => line.id === id)}
        />
      ))}
    </Fieldset>
  );
}

function isFirst({ id }: DepartmentChoice, index: number, all: DepartmentChoice[]): boolean {
  return all.findIndex((one) => one.id === id) === index;
}

async function AccessFields({ member }: { member: MemberSheet }) {
  const t = await getTranslations("members.edit");
  const organisations = await getTranslations("organisations");
  const open = workspaces.filter(({ code }) => member.openWorkspaces.includes(code));
  return (
    <Fieldset legend={t("workspaces")}>
      <p className="text-ink-soft text-sm">{open.length > 0 ? t("workspacesHelp") : t("noWorkspaces")}</p>
      {open.map(({ code }) => {
        const standing = standingOf(member, code);
        return (
          <SelectField
            key={code}
            name={accessField(code)}
            label={organisations(`workspaces.${code}.label`)}
            help={standing.isMixed ? t("mixed") : standing.isRequested ? t("requested") : undefined}
            defaultValue={standing.access}
            options={[
              { value: "none", label: t("none") },
              { value: "read", label: organisations("access.read") },
              { value: "write", label: organisations("access.write") },
            ]}
          />
        );
      })}
    </Fieldset>
  );
}

/** What a person has of a workspace today. Where departments differ, the lesser mode: saving never gives more unseen. */
function standingOf({ subscriptions }: MemberSheet, code: WorkspaceCode) {
  const lines = subscriptions.filter(({ workspace }) => workspace === code);
  const accesses = new Set(lines.filter(({ status }) => status === "active").map(({ access }) => access));
  return {
    access: accesses.has("read") ? "read" : accesses.has("write") ? "write" : "none",
    isMixed: accesses.size > 1,
    isRequested: accesses.size === 0 && lines.length > 0,
  };
}
