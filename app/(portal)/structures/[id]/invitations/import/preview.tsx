import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { buttonLook } from "@/app/_ui/button-look";
import { DataTable } from "@/app/_ui/data-table";
import { SectionLinks } from "@/app/_ui/section-links";
import { StatusTag } from "@/app/_ui/status-tag";
import { SubmitButton } from "@/app/_ui/submit-button";
import { arrange, type TableView } from "@/app/_ui/table-view";
import type { InvitationChoices } from "@/lib/invitation/find-invitation-choices";
import type { FileLine } from "@/lib/invitation/invitation-file";
import { formLabels } from "@/lib/web/form-labels";
import { routes } from "@/lib/web/routes";
import { confirmFile } from "./actions";

/** What would be sent, line by line, and what would not, with the reason; sent only when confirmed (R-909, R-1404). */
export async function Preview({
  title,
  structureId,
  fileId,
  lines,
  choices,
  refusedOnly,
  view,
}: {
  /** The title of the document. */
  title: string;
  structureId: string;
  fileId: string;
  lines: FileLine[];
  choices: InvitationChoices;
  refusedOnly: boolean;
  view: TableView;
}) {
  const t = await getTranslations("invitations.file");
  const path = routes.importInvitations(structureId);
  const valid = lines.filter(({ verdict }) => verdict.kind === "valid").length;
  const refused = lines.length - valid;
  const all = `${path}?fichier=${fileId}`;
  const onlyRefused = `${all}&filtre=refusees`;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t("previewTitle")}</h2>
      <Banner tone={refused === 0 ? "success" : "warning"} role="status">
        <p className="font-semibold">{t("result", { valid, refused })}</p>
        <p>{t("resultHelp", { valid })}</p>
      </Banner>
      <ActionForm action={confirmFile} title={title} labels={await formLabels()}>
        <input type="hidden" name="structureId" value={structureId} />
        <input type="hidden" name="fileId" value={fileId} />
        <div className="flex flex-wrap gap-3">
          {valid > 0 ? (
            <SubmitButton pendingLabel={t("confirming")}>{t("confirm", { count: valid })}</SubmitButton>
          ) : null}
          <a href={path} className={buttonLook.secondary}>
            {t("another")}
          </a>
        </div>
      </ActionForm>
      <div className="mt-8">
        <SectionLinks
          label={t("filter")}
          current={refusedOnly ? onlyRefused : all}
          links={[
            { href: all, label: t("allLines"), count: lines.length },
            { href: onlyRefused, label: t("refusedLines"), count: refused },
          ]}
        />
        <Lines lines={lines} choices={choices} refusedOnly={refusedOnly} view={view} path={path} fileId={fileId} />
      </div>
    </section>
  );
}

async function Lines({
  lines,
  choices,
  refusedOnly,
  view,
  path,
  fileId,
}: {
  lines: FileLine[];
  choices: InvitationChoices;
  refusedOnly: boolean;
  view: TableView;
  path: string;
  fileId: string;
}) {
  const t = await getTranslations("invitations.file");
  const own = await getTranslations("invitations.own");
  const organisations = await getTranslations("organisations");
  const shown = refusedOnly ? lines.filter(({ verdict }) => verdict.kind === "refused") : lines;
  const codeOf = new Map(choices.departments.map(({ id, code }) => [id, code]));
  const offerOf = ({ verdict }: FileLine) => (verdict.kind === "valid" ? verdict.invitation : null);
  const sentenceOf = ({ verdict }: FileLine) => (verdict.kind === "refused" ? t(`problems.${verdict.problem}`) : "");
  const textOf = (line: FileLine, key: string) =>
    key === "address" ? line.address : key === "verdict" ? sentenceOf(line) : String(line.number);
  return (
    <DataTable
      caption={t("caption")}
      columns={[
        { key: "number", heading: t("number"), sortable: true, cell: ({ number }) => number },
        {
          key: "address",
          heading: t("address"),
          sortable: true,
          cell: ({ address }) => <span className="break-all md:inline-block md:min-w-52">{address}</span>,
        },
        {
          key: "role",
          heading: t("role"),
          cell: (line) => {
            const offer = offerOf(line);
            return offer ? organisations(`roles.${offer.role}`) : "";
          },
        },
        {
          key: "departments",
          heading: t("departments"),
          cell: (line) => {
            const offer = offerOf(line);
            const codes = offer?.departmentIds.map((id) => codeOf.get(id)).join(", ");
            return offer && (codes || own("defaultDepartment"));
          },
        },
        {
          key: "workspaces",
          heading: t("workspaces"),
          cell: (line) => {
            const offer = offerOf(line);
            const granted = offer?.workspaces.map(({ workspace, access }) =>
              own("workspace", {
                workspace: organisations(`workspaces.${workspace}.label`),
                access: organisations(`access.${access}`),
              }),
            );
            return offer && (granted?.join(", ") || own("noWorkspace"));
          },
        },
        {
          key: "verdict",
          heading: t("verdict"),
          sortable: true,
          cell: (line) =>
            line.verdict.kind === "valid" ? (
              <StatusTag tone="success">{t("valid")}</StatusTag>
            ) : (
              <>
                <StatusTag tone="danger">{t("refused")}</StatusTag> {sentenceOf(line)}
              </>
            ),
        },
      ]}
      rows={arrange(shown, view, textOf)}
      keyOf={({ number }) => String(number)}
      view={view}
      total={shown.length}
      path={path}
      keep={{ fichier: fileId, ...(refusedOnly && { filtre: "refusees" }) }}
      empty={t("noRefused")}
    />
  );
}
