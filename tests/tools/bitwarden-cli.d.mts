/** The version that is fetched: of the same age as the server that the contract describes. */
export const cliVersion: string;
/** Names the CLI's script by hand, or is `off`. */
export const variable: 'PROVIDER_DESK_CLI';
/** The script to run with Node, or why there is none. Never rejects. */
export function provideCli(): Promise<{ readonly script: string } | { readonly reason: string }>;
