/**
 * The whole body of a request, or null when it is larger than `limit` bytes. The length is counted as it arrives: what was
 * announced is only a reason to refuse earlier (SEC-07).
 */
export async function readAtMost(
  { headers, body }: Pick<Request, "headers" | "body">,
  limit: number,
): Promise<Uint8Array | null> {
  if (Number(headers.get("content-length") ?? 0) > limit) {
    await body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop ends the stream.
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
