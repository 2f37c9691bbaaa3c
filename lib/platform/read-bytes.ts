import { MAX_OBJECT_BYTES } from "./object-key";

/** The whole body of an answer, or an error: never more than an object may weigh, never less than was announced. */
export async function readBytes(answer: {
  body: ReadableStream<Uint8Array> | null;
  headers: Pick<Headers, "get" | "has">;
}): Promise<Uint8Array> {
  const announced = answer.headers.get("content-length");
  // Of a compressed answer the length is that of something else.
  const expected = announced === null || answer.headers.has("content-encoding") ? null : Number(announced);
  if (expected !== null && expected > MAX_OBJECT_BYTES) {
    await answer.body?.cancel();
    throw new Error("larger than an object");
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop ends the stream.
    if (size > MAX_OBJECT_BYTES) throw new Error("larger than an object");
    chunks.push(chunk);
  }
  if (expected !== null && size !== expected) throw new Error("not the announced length");
  return Buffer.concat(chunks);
}
