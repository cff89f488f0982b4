/** A still stand-in for a line of text that has not been read yet. */
export function Skeleton({ width }: { width: string }) {
  return <span class="bone" style={{ inlineSize: width }} />;
}
