/** The hash, without its `#`, that leads to an account's row. */
export const accountHash = (accountId: string): string => `${new URLSearchParams({ account: accountId })}`;
