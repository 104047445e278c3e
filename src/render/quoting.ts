/** Turns one value into text that is safe where the template puts it; throws an Error that says what it takes. */
export type Quote = (value: unknown, extra: unknown) => string

/** Quoting helpers by the name that templates call them by. */
export type Quoting = Readonly<Record<string, Quote>>
