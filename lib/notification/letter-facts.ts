import type { Access } from "@/lib/attachment/actor";
import { formatDay } from "@/lib/i18n/format-moment";
import type { WorkspaceCode } from "@/lib/workspace/workspace";
import { workspaces } from "@/lib/workspace/workspace";
import type { Author } from "./find-author";
import { foreignText } from "./foreign-text";
import { type Fact, fullName, type MailSentences } from "./letter";

/** A workspace as a mail names it, for the whole structure or for one department. */
export interface NamedWorkspace {
  workspace: WorkspaceCode;
  access: Access;
  department?: string | null;
}

/** "Engagements (consultation), Factures émises (modification)", in the order of the tabs. */
export function workspacesFact({ t, organisations }: MailSentences, named: NamedWorkspace[]): Fact[] {
  const ordered = workspaces.flatMap(({ code }) => named.filter(({ workspace }) => workspace === code));
  if (ordered.length === 0) return [];
  const details = ordered.map(({ workspace, access, department }) => {
    const values = {
      workspace: organisations(`workspaces.${workspace}.label`),
      access: t(`access.${access}`),
    };
    return department
      ? t("workspaceOfDepartment", { ...values, department: foreignText(department) })
      : t("workspace", values);
  });
  return [{ term: t("facts.workspaces"), details: details.join(", ") }];
}

/** The departments, or the default one where none is named. */
export function departmentsFact({ t }: MailSentences, names: string[]): Fact {
  const details = names.length > 0 ? names.map(foreignText).join(", ") : t("defaultDepartment");
  return { term: t("facts.departments"), details };
}

/** What somebody typed, as a fact of its own; nothing where he typed nothing. */
export function typedFact(term: string, typed: string | null | undefined): Fact[] {
  return typed ? [{ term, details: foreignText(typed) }] : [];
}

/** Who decided: in what role, and under what name to those who may know it (N-15). */
export function authorFact({ t }: MailSentences, { role, names }: Author, mayKnowName: boolean): Fact {
  const of = t(`authors.${role}`);
  const details = names && mayKnowName ? t("namedAuthor", { name: fullName(names), role: of }) : of;
  return { term: t("facts.decidedBy"), details };
}

/** A day of the calendar (`2026-03-01`), as the portal writes a day: at noon it is that day in Paris too. */
export function calendarDay(day: string): string {
  return formatDay(new Date(`${day}T12:00:00Z`));
}
