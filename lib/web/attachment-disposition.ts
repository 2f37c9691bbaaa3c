import { unicodeForm } from "@/lib/platform/unicode-form";

/**
 * A file to be saved under that name, never shown in place (RFC 6266): a plain name for old readers, the real one in
 * UTF-8; no quote, break or path can come out of it.
 */
export function attachmentDisposition(fileName: string): string {
  const name = fileName.replaceAll(/[\p{C}"\\/;]+/gu, "-");
  const plain = unicodeForm(name, "NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^\x20-\x7e]|%/g, "-");
  const encoded = encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
