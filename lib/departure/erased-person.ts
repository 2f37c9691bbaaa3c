/** What stands in place of a person's name once the account is erased (SUPPRIME, R-508): where others read of his acts. */
export const ERASED_NAME = { givenName: "Compte", familyName: "supprimé" } as const;

/** An address that nobody can have (RFC 6761), unique as the database wants it. */
export function erasedAddress(accountId: string): string {
  return `erased-${accountId}@erased.invalid`;
}
