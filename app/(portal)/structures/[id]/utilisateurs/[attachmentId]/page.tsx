import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { ButtonLink } from "@/app/_ui/button-link";
import { DescriptionList } from "@/app/_ui/description-list";
import { StatusTag } from "@/app/_ui/status-tag";
import { findMember, type MemberSheet } from "@/lib/attachment/find-member";
import { isWithinReach } from "@/lib/attachment/member";
import { formatMoment } from "@/lib/i18n/format-moment";
import { live } from "@/lib/platform/live";
import type { Permit } from "@/lib/structure/permit";
import { requirePermit } from "@/lib/web/guards";
import { routes } from "@/lib/web/routes";
import { rowId } from "@/lib/web/row-id";
import { requireSheet } from "../../require-sheet";
import { SheetFrame } from "../../sheet-frame";
import { fullName } from "../members-table";
import { writtenDay } from "../written-day";
import { MemberHistory, MemberUses } from "./member-record";
import { type MemberAction, Question } from "./question";

/** Where each state stands in colour. */
const tones = {
  pending: "warning",
  approved: "success",
  refused: "danger",
  cancelled: "neutral",
  suspended: "warning",
  ended: "neutral",
} as const;

/** What the state of a person leaves to be done. */
const possible: Record<MemberSheet["status"], readonly MemberAction[]> = {
  approved: ["modifier", "desactiver", "detacher"],
  suspended: ["reactiver", "detacher"],
  pending: [],
  refused: [],
  cancelled: [],
  ended: [],
};

const tellings = ["modifie", "desactive", "reactive"] as const;

/** One person of the structure: what he is and uses, what happened to him, and what can be done. */
export default async function MemberPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/utilisateurs/[attachmentId]">) {
  const { id, attachmentId } = await params;
  const { permit: view, structure } = await requireSheet(id);
  const permit = await requirePermit(view.structureId, "manage-members");
  const member = (await findMember(await live(), permit, rowId(attachmentId))) ?? notFound();
  const query = await searchParams;
  const actor = { capacity: permit.capacity, accountId: permit.holder.accountId };
  const isReachable = isWithinReach(actor, member);
  const offered = isReachable ? possible[member.status] : [];
  const asked = offered.find((action) => action === query.action);
  const told = tellings.find((known) => known === query.fait);

  const t = await getTranslations("members");
  const name = fullName(member);
  return (
    <SheetFrame
      permit={view}
      structure={structure}
      current={routes.members(view.structureId)}
      title={asked ? undefined : name}
    >
      {told ? (
        <Banner tone="success" role="status">
          {t(`done.${told}`)}
        </Banner>
      ) : null}
      <p>
        <a href={routes.members(view.structureId)}>{t("member.back")}</a>
      </p>
      <h2 className="mt-4">{name}</h2>
      {asked ? <Question action={asked} member={member} permit={permit} structure={structure} /> : null}
      <Standing member={member} permit={permit} isReachable={isReachable} />
      <Actions member={member} structureId={view.structureId} offered={offered} />
      <Facts member={member} />
      <MemberUses member={member} />
      <MemberHistory member={member} />
    </SheetFrame>
  );
}

/** Why there is less to do here than elsewhere. */
async function Standing({
  member,
  permit,
  isReachable,
}: {
  member: MemberSheet;
  permit: Permit<"manage-members">;
  isReachable: boolean;
}) {
  const t = await getTranslations("members.member");
  switch (member.status) {
    case "pending":
      return (
        <Banner tone="info">
          <p>{t("pending")}</p>
          <p className="mt-2">
            <a href={routes.attachmentRequest(member.attachmentId)}>{t("toRequest")}</a>
          </p>
        </Banner>
      );
    case "refused":
    case "cancelled":
      return <Banner tone="info">{t("refused")}</Banner>;
    case "ended":
      return <Banner tone="info">{t("ended")}</Banner>;
    case "approved":
    case "suspended":
      if (isReachable) return member.status === "suspended" ? <p className="mt-3">{t("suspendedOnly")}</p> : null;
      if (member.accountId === permit.holder.accountId) return <Banner tone="info">{t("outOfReachSelf")}</Banner>;
      if (member.role === "primary-manager") return <Banner tone="info">{t("outOfReachPrimary")}</Banner>;
      return <Banner tone="info">{t("outOfReachEqual")}</Banner>;
  }
}

async function Actions({
  member,
  structureId,
  offered,
}: {
  member: MemberSheet;
  structureId: string;
  offered: readonly MemberAction[];
}) {
  const t = await getTranslations("members.member.actions");
  const labels = { modifier: t("edit"), desactiver: t("suspend"), reactiver: t("reactivate"), detacher: t("detach") };
  const path = routes.member(structureId, member.attachmentId);
  if (member.status !== "approved" && offered.length === 0) return null;
  return (
    <p className="my-4 flex flex-wrap gap-3">
      {offered.map((action, index) => (
        <ButtonLink key={action} href={`${path}?action=${action}`} variant={index === 0 ? "primary" : "secondary"}>
          {labels[action]}
        </ButtonLink>
      ))}
      {member.status === "approved" ? (
        <ButtonLink href={`${routes.members(structureId)}?modele=${member.attachmentId}`} variant="secondary">
          {t("duplicate")}
        </ButtonLink>
      ) : null}
    </p>
  );
}

async function Facts({ member }: { member: MemberSheet }) {
  const t = await getTranslations("members.member");
  const members = await getTranslations("members");
  const organisations = await getTranslations("organisations");
  const { contactEmail, lastSignInAt, reactivateOn, decidedAt, endedAt, status } = member;
  const departments = {
    approved: (name: string) => name,
    pending: (name: string) => t("departmentPending", { name }),
    refused: (name: string) => t("departmentRefused", { name }),
  };
  const isLive = status === "approved" || status === "suspended";
  return (
    <section aria-labelledby="facts" className="mt-8">
      <h3 id="facts">{t("facts")}</h3>
      <DescriptionList
        items={[
          ...(contactEmail ? [{ term: t("contactEmail"), details: contactEmail }] : []),
          { term: t("role"), details: organisations(`roles.${member.role}`) },
          {
            term: t("status"),
            details: (
              <span className="inline-flex flex-wrap gap-1">
                <StatusTag tone={tones[status]}>{organisations(`attachmentStatus.${status}`)}</StatusTag>
                {member.isAccountActive ? null : <StatusTag tone="neutral">{members("accountInactive")}</StatusTag>}
              </span>
            ),
          },
          ...(reactivateOn ? [{ term: t("reactivateOn"), details: writtenDay(reactivateOn) }] : []),
          {
            term: t("departments"),
            details:
              member.departments.length === 0 ? (
                t("defaultDepartment")
              ) : (
                <ul>
                  {member.departments.map((line) => (
                    <li key={line.id}>{departments[line.status](`${line.name} (${line.code})`)}</li>
                  ))}
                </ul>
              ),
          },
          ...(isLive
            ? [{ term: t("lastSignIn"), details: lastSignInAt ? formatMoment(lastSignInAt) : members("never") }]
            : []),
          { term: t("requestedAt"), details: formatMoment(member.requestedAt) },
          ...(isLive && decidedAt ? [{ term: t("decidedAt"), details: formatMoment(decidedAt) }] : []),
          ...(endedAt ? [{ term: t("endedAt"), details: formatMoment(endedAt) }] : []),
        ]}
      />
    </section>
  );
}
