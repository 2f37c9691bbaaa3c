"use client";

import {
  Children,
  createContext,
  type FormHTMLAttributes,
  isValidElement,
  type ReactNode,
  use,
  useActionState,
  useEffect,
  useRef,
} from "react";
import { type FormLabels, type FormState, type HumanCheckStep, untouched } from "@/lib/web/form-state";

interface FormContext {
  formId: string;
  labels: FormLabels;
  state: FormState;
  /** Null: no anti-robot step now. */
  humanCheck: HumanCheckStep | null;
}
const Form = createContext<FormContext | null>(null);

/** What a field of the form must show: its error, what was typed before, and whether it was accepted. */
export interface FormField {
  id: string;
  error: string | undefined;
  /** What was typed at the last send; undefined before the first one. */
  value: string | string[] | undefined;
  /** Said beside a field that was accepted while others were not. */
  validText: string | undefined;
}

/** The anti-robot step that stands before the button of this form, if any. */
export function useHumanCheck(): HumanCheckStep | null {
  return use(Form)?.humanCheck ?? null;
}

/** The state of one field, by its name. */
export function useFormField(name: string): FormField {
  const form = use(Form);
  if (!form) throw new Error(`The field "${name}" stands outside of an ActionForm.`);
  const { state, formId, labels } = form;
  const error = state.errors[name];
  const value = state.attempt > 0 ? (state.values[name] ?? "") : undefined;
  const accepted = Object.keys(state.errors).length > 0 && !error && Boolean(value?.length);
  return { id: `${formId}-${name}`, error, value, validText: accepted ? labels.valid : undefined };
}

/** What was typed in a field that holds one value. */
export function keptText({ value }: FormField): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

interface FormProps {
  title?: string;
  labels: FormLabels;
  humanCheck?: HumanCheckStep | null;
  id?: string;
  sharesPage?: boolean;
  children: ReactNode;
}

/**
 * A form sent to a server action, with or without scripts: error summary, kept values, document title, anti-robot
 * step (A11Y-01, A11Y-05). `title` is the title of the document: of two forms on a page the second one `sharesPage`,
 * and writes a title only when it fails.
 */
export function ActionForm({
  action,
  ...form
}: FormProps & { action: (previous: FormState, data: FormData) => Promise<FormState> }) {
  const [state, send] = useActionState(action, untouched);
  return <FormBody {...form} state={state} sending={{ action: send }} />;
}

/**
 * The same for a form that carries a file: it goes to a route with a ceiling of its own, which leads back to the page,
 * and the page says in `state` what became of it (SEC-07).
 */
export function FileForm({ action, state, ...form }: FormProps & { action: string; state: FormState }) {
  return <FormBody {...form} state={state} sending={{ action, method: "post", encType: "multipart/form-data" }} />;
}

function FormBody({
  state,
  sending,
  title,
  labels,
  humanCheck = null,
  id = "form",
  sharesPage = false,
  children,
}: FormProps & {
  state: FormState;
  sending: Pick<FormHTMLAttributes<HTMLFormElement>, "action" | "method" | "encType">;
}) {
  const failed = state.error !== undefined || Object.keys(state.errors).length > 0;
  const checked = humanCheck !== null && (humanCheck.always || state.humanCheckNeeded === true);
  const summary = useRef<HTMLDivElement>(null);
  // The attempt is what changes when the same errors come twice.
  useEffect(() => {
    if (state.attempt > 0) summary.current?.focus();
  }, [state.attempt]);

  return (
    <form {...sending} id={id} noValidate className="grid gap-6">
      {title && (failed || !sharesPage) ? <title>{failed ? labels.errorPrefix + title : title}</title> : null}
      {failed || state.notice ? (
        <div
          ref={summary}
          tabIndex={-1}
          // biome-ignore lint/a11y/noAutofocus: without scripts the browser itself takes the reader to what went wrong
          autoFocus
          role={failed ? "alert" : "status"}
          className={`rounded-lg border-l-4 p-4 ${failed ? "border-danger bg-danger-soft" : "border-success bg-success-soft"}`}
        >
          {state.notice ? <p>{state.notice}</p> : null}
          {state.error ? <p className="font-semibold">{state.error}</p> : null}
          <ErrorList errors={state.errors} formId={id} heading={labels.errorSummary} parts={children} />
        </div>
      ) : null}
      <p className="hidden text-ink-soft text-sm in-[form:has(:required)]:block">{labels.requiredLegend}</p>
      <Form value={{ formId: id, labels, state, humanCheck: checked ? humanCheck : null }}>
        {/* A new attempt takes the fields up again with the kept values: React empties a sent form. */}
        <div key={state.attempt} className="grid gap-6">
          {children}
        </div>
      </Form>
    </form>
  );
}

function ErrorList({
  errors,
  formId,
  heading,
  parts,
}: {
  errors: Record<string, string>;
  formId: string;
  heading: string;
  parts: ReactNode;
}) {
  const entries = Object.entries(errors);
  if (entries.length === 0) return null;
  const labels = labelsOf(parts);
  return (
    <>
      <h2 className="text-lg">{heading}</h2>
      <ul className="mt-2 list-disc pl-5">
        {entries.map(([name, sentence]) => (
          <li key={name}>
            <a href={`#${formId}-${name}`}>
              {labels[name] ? `${labels[name]} – ` : ""}
              {sentence}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/**
 * What the fields are called, by name: "required" alone does not say which (A11Y-28). The summary stands before them, and
 * without scripts nothing can read them once the page stands: they are looked for among the parts of the form.
 */
function labelsOf(parts: ReactNode, found: Record<string, string> = {}): Record<string, string> {
  Children.forEach(parts, (part) => {
    if (!isValidElement<{ name?: string; label?: unknown; legend?: unknown; children?: ReactNode }>(part)) return;
    const { name, label, legend = label, children } = part.props;
    if (name && typeof legend === "string") found[name] ??= legend;
    labelsOf(children, found);
  });
  return found;
}
