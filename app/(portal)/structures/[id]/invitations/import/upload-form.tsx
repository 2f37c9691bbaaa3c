import { getTranslations } from "next-intl/server";
import { buttonLook } from "@/app/_ui/button-look";
import { FieldHelp, fileLook, RequiredStar } from "@/app/_ui/field-frame";
import { MAX_FILE_BYTES } from "@/lib/invitation/invitation-file";
import { formLabels } from "@/lib/web/form-labels";

const FIELD = "invitation-file";

/**
 * The form that sends the file: to a route and to no server action, which would answer a large file with an error
 * page and without the reason. It is told, like the errors of other forms, above it and beside the field (A11Y-05).
 */
export async function UploadForm({
  title,
  action,
  back,
  error,
}: {
  /** The title of the document. */
  title: string;
  action: string;
  back: string;
  error: string | null;
}) {
  const t = await getTranslations("invitations.file");
  const form = await getTranslations("invitations.form");
  const labels = await formLabels();
  const described = error === null ? `${FIELD}-help` : `${FIELD}-help ${FIELD}-error`;
  return (
    <form action={action} method="post" encType="multipart/form-data" noValidate className="grid gap-6">
      <title>{error === null ? title : labels.errorPrefix + title}</title>
      {error === null ? null : (
        <div
          role="alert"
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: the browser takes the reader to what went wrong
          autoFocus
          className="rounded-lg border-danger border-l-4 bg-danger-soft p-4"
        >
          <h3 className="text-lg">{labels.errorSummary}</h3>
          <ul className="mt-2 list-disc pl-5">
            <li>
              <a href={`#${FIELD}`}>{error}</a>
            </li>
          </ul>
        </div>
      )}
      <p className="text-ink-soft text-sm">{labels.requiredLegend}</p>
      <div className="grid gap-1.5">
        <label htmlFor={FIELD} className="font-semibold">
          {t("choose")}
          <RequiredStar required />
        </label>
        <FieldHelp field={{ id: FIELD, error: undefined, value: undefined, validText: undefined }}>
          {t("chooseHelp", { size: MAX_FILE_BYTES / 1024 })}
        </FieldHelp>
        {error === null ? null : (
          <p id={`${FIELD}-error`} className="font-semibold text-danger text-sm">
            {error}
          </p>
        )}
        <input
          id={FIELD}
          type="file"
          name="fichier"
          accept=".csv,text/csv"
          required
          aria-invalid={error === null ? undefined : true}
          aria-describedby={described}
          className={fileLook}
        />
      </div>
      <div className="flex flex-wrap gap-3">
        <button type="submit" className={buttonLook.primary}>
          {t("read")}
        </button>
        <a href={back} className={buttonLook.secondary}>
          {form("cancel")}
        </a>
      </div>
    </form>
  );
}
