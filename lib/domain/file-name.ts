/** Name of an exported file, with the day as people here count it: "activity-2026-11-21.csv". */
export function datedName(stem: string, now: number, ending: string): string {
  const date = new Date(now);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${stem}-${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}.${ending}`;
}
