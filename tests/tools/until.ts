/** Waiting for something that has to come true, and giving up when it does not. */

/** Something that was to happen did not. Its message is for the person at the terminal. */
export class DidNotHappen extends Error {}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Asks again and again until the answer is not null, and answers with it.
 * @param what completes the sentence "… did not happen within 30 s"
 */
export async function until<T>(what: string, ask: () => Promise<T | null>, deadlineMs = 30_000): Promise<T> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() > end) throw new DidNotHappen(`${what}: did not happen within ${deadlineMs / 1000} s`);
    await pause(100);
  }
}
