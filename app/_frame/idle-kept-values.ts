import type { SessionMark } from "@/lib/account/session-mark";

/** What somebody typed on a page, for the time between the end of his session and his next one (A11Y-24). */
interface Kept {
  mark: SessionMark;
  path: string;
  fields: Record<string, Value>;
}
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
/** Text, ticked or not, or the chosen lines of a list. */
type Value = string | boolean | string[];

const KEY = "attache.typed";
const notTyped = new Set(["password", "file", "hidden", "submit", "button", "reset", "image"]);
/** What only its owner should see, told by what it is for: a shown password is a field of text as well (A11Y-08). */
const isSecret = ({ name, autocomplete }: Field) =>
  name === "secretAnswer" || name === "iban" || /password|one-time-code|^cc-/.test(autocomplete);

/** The address a browser shows, as the way back after signing in names it. */
export const currentPath = () => location.pathname + location.search;

/** Keeps what was typed in the forms of the page. Where nothing was, nothing is kept, nor anything of before. */
export function keepTyped(mark: SessionMark, touched: WeakSet<HTMLFormElement>): void {
  const fields: Kept["fields"] = {};
  for (const [key, field] of fieldsOf((form) => touched.has(form) || elementsOf(form).some(isChanged))) {
    fields[key] = typedIn(field);
  }
  const kept: Kept = { mark, path: currentPath(), fields };
  if (Object.keys(fields).length > 0) remember(kept);
  else forgetTyped();
}

/**
 * Gives typed values back, once: to the same person, on the same page, in a session that is not the one they were typed
 * in. Whoever else signs in wipes them, and so does a session that goes on: what was sent in it has arrived.
 */
export function giveTypedBack(mark: SessionMark): boolean {
  const kept = recall();
  if (!kept) return false;
  const isHis = kept.mark.account === mark.account && kept.mark.session !== mark.session;
  if (isHis && kept.path !== currentPath()) return false;
  forgetTyped();
  if (!isHis) return false;
  const back = fieldsOf(() => true).filter(([key, field]) => key in kept.fields && write(field, kept.fields[key]));
  return back.length > 0;
}

/** The fields of the forms of the page that may be kept, each under a name that is the same when the page comes again. */
function fieldsOf(isWanted: (form: HTMLFormElement) => boolean): [key: string, field: Field][] {
  const seen = new Map<string, number>();
  const nth = (name: string) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `${name} ${count}`;
  };
  return [...document.querySelectorAll<HTMLFormElement>("main form")].flatMap((form) => {
    // Not `form.id`: a field of that name would stand before it.
    const of = nth(form.getAttribute("id") ?? "");
    const fields = elementsOf(form).map((field): [string, Field] => [
      nth(`${of} ${field.name} ${isBox(field) ? field.value : ""}`),
      field,
    ]);
    return isWanted(form) ? fields : [];
  });
}

function elementsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((element): element is Field => {
    const isField =
      element instanceof HTMLInputElement ||
      element instanceof HTMLSelectElement ||
      element instanceof HTMLTextAreaElement;
    if (!isField || !element.name || element.disabled || element.matches("[readonly]")) return false;
    return !notTyped.has(element.type) && !isSecret(element);
  });
}

function isBox(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

/** Typed in before the scripts came: it then differs from what the server wrote. */
function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const written = [...field.options].filter(({ defaultSelected }) => defaultSelected);
    return written.length > 0 && written.some(({ selected }) => !selected);
  }
  return isBox(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function typedIn(field: Field): Value {
  if (field instanceof HTMLSelectElement && field.multiple) return [...field.selectedOptions].map(({ value }) => value);
  return isBox(field) ? field.checked : field.value;
}

/** Whether that changed anything; scripts that listen to the field are told as if somebody had typed. */
function write(field: Field, value: Value | undefined): boolean {
  if (field instanceof HTMLSelectElement) {
    const chosen = [value].flat();
    const options = [...field.options].filter((option) => option.selected !== chosen.includes(option.value));
    if (options.length === 0 || ![...field.options].some((option) => chosen.includes(option.value))) return false;
    for (const option of field.options) option.selected = chosen.includes(option.value);
  } else if (isBox(field)) {
    if (typeof value !== "boolean" || field.checked === value) return false;
    field.checked = value;
  } else {
    if (typeof value !== "string" || field.value === value) return false;
    field.value = value;
  }
  for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  return true;
}

/** Forgets what was kept. */
export function forgetTyped(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {}
}

// A browser may refuse its memory altogether: then nothing is kept, and nothing else fails.
function remember(kept: Kept): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {}
}

function recall(): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  } catch {
    return null;
  }
}
