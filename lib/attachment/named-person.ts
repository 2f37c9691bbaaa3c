/** Whom a line of the feed names: as he was called then, and who that is whatever he is called later. */
export interface NamedPerson {
  personId: string;
  personName: string;
}

/** Somebody as the lines of other people's feeds name him. */
export function namedPerson({
  accountId,
  givenName,
  familyName,
}: {
  accountId: string;
  givenName: string;
  familyName: string;
}): NamedPerson {
  return { personId: accountId, personName: `${givenName} ${familyName}` };
}
