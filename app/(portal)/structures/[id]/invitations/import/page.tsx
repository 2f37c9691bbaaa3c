import { getTranslations } from "next-intl/server";
import { Banner } from "@/app/_ui/banner";
import { readTableView } from "@/app/_ui/table-view";
import { findInvitationImport } from "@/lib/invitation/find-invitation-import";
import { keptFileInput } from "@/lib/invitation/inputs";
import { MAX_FILE_BYTES, MAX_LINES, readInvitationFile } from "@/lib/invitation/invitation-file";
import { live } from "@/lib/platform/live";
import { routes } from "@/lib/web/routes";
import { SheetFrame, sheetTitle } from "../../sheet-frame";
import { requireInviting } from "../require-inviting";
import { FileFormat } from "./file-format";
import { Preview } from "./preview";
import { type Refusal, refusals } from "./refusals";
import { UploadForm } from "./upload-form";

/** "Inviter depuis un fichier": choose a file, then see line by line what would be sent (R-909, R-1404). */
export default async function ImportInvitationsPage({
  params,
  searchParams,
}: PageProps<"/structures/[id]/invitations/import">) {
  const { sheet, permit } = await requireInviting((await params).id);
  const query = await searchParams;
  const t = await getTranslations("invitations.file");
  const current = routes.structureInvitations(permit.structureId);
  if (sheet.structure.structureStatus !== "active") {
    const form = await getTranslations("invitations.form");
    return (
      <SheetFrame {...sheet} current={current} title={t("title")}>
        <h2>{t("title")}</h2>
        <Banner tone="warning">{form("inactive")}</Banner>
      </SheetFrame>
    );
  }

  const kept = keptFileInput.shape.fileId.safeParse(query.fichier);
  const fileId = kept.success ? kept.data : null;
  const { text, ...choices } = await findInvitationImport(await live(), permit, { fileId });
  const file = text === null ? null : readInvitationFile(text, choices);
  if (fileId !== null && file?.kind === "read") {
    return (
      <SheetFrame {...sheet} current={current}>
        <Preview
          title={await sheetTitle(t("previewTitle"), sheet.structure)}
          structureId={permit.structureId}
          fileId={fileId}
          lines={file.lines}
          choices={choices}
          refusedOnly={query.filtre === "refusees"}
          view={readTableView(query, { sortable: ["number", "address", "verdict"], pageSize: 20 })}
        />
      </SheetFrame>
    );
  }

  const refusal: Refusal | null =
    file?.kind === "empty" || file?.kind === "too-many-lines"
      ? file.kind
      : query.fichier !== undefined
        ? "gone"
        : (refusals.find((known) => known === query.refus) ?? null);
  return (
    <SheetFrame {...sheet} current={current}>
      <section aria-labelledby="import">
        <h2 id="import">{t("title")}</h2>
        <p className="mt-1 mb-6 max-w-prose text-ink-soft">{t("lead", { max: MAX_LINES })}</p>
        <UploadForm
          title={await sheetTitle(t("title"), sheet.structure)}
          action={routes.readInvitationFile(permit.structureId)}
          back={current}
          error={
            refusal === null ? null : t(`refusals.${refusal}`, { size: MAX_FILE_BYTES / 1024, max: MAX_LINES } as never)
          }
        />
      </section>
      <FileFormat structureId={permit.structureId} choices={choices} />
    </SheetFrame>
  );
}
