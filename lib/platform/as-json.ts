/** A value as the database's JSON carries it: its dates are strings. */
export type AsJson<Value> = Value extends string | number | boolean | null | undefined
  ? Value
  : Value extends Date
    ? string
    : { [Key in keyof Value]: AsJson<Value[Key]> };
