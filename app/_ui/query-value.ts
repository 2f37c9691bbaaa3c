/** What an address says under a name: said twice, the first time counts; not said, nothing. */
export function queryValue(value: string | string[] | undefined): string {
  return (typeof value === "string" ? value : value?.[0]) ?? "";
}
