declare const checkedByItsShape: unique symbol;

/** The name of an object in the storage: a word and an id of ours, never anything that a person typed. */
export type ObjectKey = string & { readonly [checkedByItsShape]: true };

const shape = /^[a-z]{1,20}\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The key when it has the shape of one; nothing else reaches a disk or a network. */
export function objectKey(key: string): ObjectKey {
  if (!shape.test(key)) throw new Error("not a key of the object storage");
  // Just checked.
  return key as ObjectKey;
}

/** No object is larger: what a storage sends beyond it is not read. */
export const MAX_OBJECT_BYTES = 8 * 1024 * 1024;
