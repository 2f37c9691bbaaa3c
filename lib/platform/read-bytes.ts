/**
 * The whole body of an answer, or an error: never more than `ceiling` bytes, never less than was announced. The signal
 * closes a body that is still on its way.
 */
export async function readBytes(
  answer: { body: ReadableStream<Uint8Array> | null; headers: Pick<Headers, "get" | "has"> },
  { ceiling, signal }: { ceiling: number; signal: AbortSignal },
): Promise<Buffer> {
  const announced = answer.headers.get("content-length");
  // Of a compressed answer the length is that of something else.
  const expected = announced === null || answer.headers.has("content-encoding") ? null : Number(announced);
  if (expected !== null && expected > ceiling) {
    await answer.body?.cancel();
    throw new Error("larger than the ceiling");
  }
  const reader = answer.body?.getReader();
  const close = () => void reader?.cancel().catch(() => undefined);
  signal.addEventListener("abort", close, { once: true });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      size += read.value.byteLength;
      if (size > ceiling) throw new Error("larger than the ceiling");
      chunks.push(read.value);
    }
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
  // A body that was closed looks like one that ended.
  signal.throwIfAborted();
  if (expected !== null && size !== expected) throw new Error("not the announced length");
  return Buffer.concat(chunks);
}
