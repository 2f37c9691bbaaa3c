/** What the feed can tell; each kind has its sentence in the catalogue, as `portal.feed.{kind}`. */
export const feedKinds = [
  "structure-created",
  "attachment-requested",
  "attachment-requested-by",
  "attachment-approved",
] as const;
export type FeedKind = (typeof feedKinds)[number];
