export const variable: 'PROVIDER_DESK_BROWSER';
export function findBrowser(say?: (line: string) => void): Promise<string | null>;
export function provideBrowser(): Promise<string>;
