import type { Context } from "@/lib/platform/context";
import { type Budget, countUse } from "@/lib/platform/throttle";
import { type ReadUploadOutcome, readUpload, type UploadForm } from "./read-upload";

/**
 * Reads a form with one file, once its use is counted: whoever sends too many is told before his body is read, and one
 * that turns out odd has cost him a use as well (SEC-07, SEC-28).
 */
export async function readCountedUpload(
  ctx: Context,
  budget: Budget,
  { request, form }: { request: Request; form: UploadForm },
): Promise<ReadUploadOutcome | { kind: "too-often" }> {
  const use = await countUse(ctx, [budget]);
  return use.kind === "closed" ? { kind: "too-often" } : readUpload(request, form);
}
