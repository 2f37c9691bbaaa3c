import { Eye, type LucideIcon, Pencil, UserRoundCheck, UserRoundMinus, UserRoundX } from "lucide-react";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/app/_ui/data-table";
import { LongName } from "@/app/_ui/long-name";
import { StatusTag } from "@/app/_ui/status-tag";
import type { TableView } from "@/app/_ui/table-view";
import type { ListedMember, MemberPage } from "@/lib/attachment/listed-member";
import { isWithinReach } from "@/lib/attachment/member";
import { formatMoment } from "@/lib/i18n/format-moment";
import { maskedIdentifier } from "@/lib/structure/identifier";
import { type Capacity, mayAs } from "@/lib/structure/rights";
import { routes } from "@/lib/web/routes";
import { writtenDay } from "./written-day";

const tones = { approved: "success", suspended: "warning" } as const;

/**
 * The users table of a sheet, and of all the structures one manages. The primary manager's row and
 * one's own have neither actions nor a box; who only sees the sheet reads it (SEC-63).
 */
export async function MembersTable({
  members,
  reader,
  view,
  path,
  keep,
  empty,
  withStructure = false,
  selection,
}: {
  members: MemberPage;
  /** Who reads, and as whom he acts in the structure of a row; null: he does not. */
  reader: { accountId: string; capacityIn: (structureId: string) => Capacity | null };
  view: TableView;
  path: string;
  keep: Record<string, string>;
  empty: ReactNode;
  withStructure?: boolean;
  /** The form that ticked rows are sent with, as `rattachement`; `canSelect` narrows those within reach. */
  selection?: { formId: string; canSelect?: (row: ListedMember) => boolean };
}) {
  const t = await getTranslations("members");
  const isReachable = (row: ListedMember) => {
    const capacity = reader.capacityIn(row.structureId);
    return capacity !== null && isWithinReach({ capacity, accountId: reader.accountId }, row);
  };
  const manages = members.rows.some(({ structureId }) => mayManage(reader.capacityIn(structureId)));
  return (
    <DataTable<ListedMember>
      caption={t("block")}
      wide
      columns={[
        ...(await factColumns(withStructure)),
        ...(manages
          ? [
              {
                key: "actions",
                heading: t("columns.actions"),
                cell: (row: ListedMember) => (
                  <RowActions
                    row={row}
                    mayView={mayManage(reader.capacityIn(row.structureId)) && !isUntouchable(row, reader.accountId)}
                    mayAct={isReachable(row)}
                  />
                ),
              },
            ]
          : []),
      ]}
      rows={members.rows}
      keyOf={({ attachmentId }) => attachmentId}
      view={view}
      total={members.total}
      path={path}
      keep={keep}
      empty={empty}
      selection={
        selection && manages
          ? {
              formId: selection.formId,
              name: "rattachement",
              labelOf: (row) => t("select", { name: fullName(row) }),
              canSelect: (row) => isReachable(row) && selection.canSelect?.(row) !== false,
              allLabel: t("selectAll"),
            }
          : undefined
      }
    />
  );
}

function mayManage(capacity: Capacity | null): boolean {
  return capacity !== null && mayAs(capacity, "manage-members");
}

/** such a row has no icon at all. */
function isUntouchable({ accountId, role }: ListedMember, readerId: string): boolean {
  return accountId === readerId || role === "primary-manager";
}

/** How a person is called where one acts on him. */
export function fullName({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${givenName} ${familyName}`;
}

async function factColumns(withStructure: boolean): Promise<Column<ListedMember>[]> {
  const t = await getTranslations("members");
  const organisations = await getTranslations("organisations");
  const sortable = true;
  return [
    {
      key: "familyName",
      heading: t("columns.familyName"),
      cell: ({ familyName, givenName }) => (
        <LongName narrow>
          {familyName}
          <span className="hidden cramped:inline"> {givenName}</span>
        </LongName>
      ),
      sortable,
    },
    {
      key: "givenName",
      heading: t("columns.givenName"),
      cell: ({ givenName }) => <LongName narrow>{givenName}</LongName>,
      inName: true,
      sortable,
    },
    ...(withStructure
      ? [
          {
            key: "designation",
            heading: t("columns.structure"),
            cell: (row: ListedMember) => (
              <LongName narrow>
                <a href={routes.members(row.structureId)}>
                  {row.designation} ({maskedIdentifier(row.identifierType, row.identifier)})
                </a>
              </LongName>
            ),
            sortable,
          },
        ]
      : []),
    {
      key: "contactEmail",
      heading: t("columns.contactEmail"),
      cell: ({ contactEmail }) => (
        <span className="inline-block min-w-24 break-all xl:min-w-44">
          {contactEmail ?? <Absent>{t("undisclosed")}</Absent>}
        </span>
      ),
      sortable,
    },
    { key: "role", heading: t("columns.role"), cell: ({ role }) => organisations(`roles.${role}`), sortable },
    {
      key: "status",
      heading: t("columns.status"),
      cell: ({ status, isAccountActive }) => (
        <span className="inline-flex flex-wrap gap-1">
          <StatusTag tone={tones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>
          {isAccountActive ? null : <StatusTag tone="neutral">{t("accountInactive")}</StatusTag>}
        </span>
      ),
      sortable,
    },
    {
      key: "reactivateOn",
      heading: t("columns.reactivateOn"),
      cell: ({ reactivateOn }) => (reactivateOn ? writtenDay(reactivateOn) : <Absent>{t("noDate")}</Absent>),
      sortable,
    },
    {
      key: "lastSignInAt",
      heading: t("columns.lastSignInAt"),
      cell: ({ lastSignInAt, isDisclosed }) =>
        lastSignInAt ? formatMoment(lastSignInAt) : <Absent>{isDisclosed ? t("never") : t("undisclosed")}</Absent>,
      sortable,
    },
  ];
}

function Absent({ children }: { children: ReactNode }) {
  return <span className="text-ink-soft">{children}</span>;
}

async function RowActions({ row, mayView, mayAct }: { row: ListedMember; mayView: boolean; mayAct: boolean }) {
  const t = await getTranslations("members.rowActions");
  if (!mayView) return null;
  const name = fullName(row);
  const page = routes.member(row.structureId, row.attachmentId);
  const isSuspended = row.status === "suspended";
  return (
    <span className="inline-flex cramped:flex-wrap">
      <IconLink href={page} icon={Eye} label={t("view", { name })} />
      {mayAct && !isSuspended ? (
        <>
          <IconLink href={`${page}?action=modifier`} icon={Pencil} label={t("edit", { name })} />
          <IconLink href={`${page}?action=desactiver`} icon={UserRoundMinus} label={t("suspend", { name })} />
        </>
      ) : null}
      {mayAct && isSuspended ? (
        <IconLink href={`${page}?action=reactiver`} icon={UserRoundCheck} label={t("reactivate", { name })} />
      ) : null}
      {mayAct ? <IconLink href={`${page}?action=detacher`} icon={UserRoundX} label={t("detach", { name })} /> : null}
    </span>
  );
}

/** An icon that is a link: its words are its name and its hint (A11Y-21). */
function IconLink({ href, icon: Icon, label }: { href: string; icon: LucideIcon; label: string }) {
  return (
    <a
      href={href}
      title={label}
      className="inline-flex size-7 items-center justify-center rounded-lg text-accent hover:bg-accent-soft cramped:size-11"
    >
      <Icon aria-hidden="true" size={20} />
      <span className="sr-only">{label}</span>
    </a>
  );
}
