/** The worker's one alarm. It survives the worker, and mostly the browser; where it got lost it is made again. */
import { browser } from './browser';

export const alarmName = 'tick';

/** Rings at `at`, and from then on every so many minutes, in case nobody sets it again. */
export function wakeAt(at: number, everyMinutes: number): Promise<void> {
  return Promise.resolve(browser.alarms.create(alarmName, { when: at, periodInMinutes: everyMinutes }));
}

/** Makes the alarm if the browser has lost it. */
export async function ensureAlarm(now: number): Promise<void> {
  if ((await browser.alarms.get(alarmName)) === undefined) await wakeAt(now + 30_000, 1);
}

/** Call in the worker's first turn. */
export function onAlarm(handle: () => void): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (alarm.name === alarmName) handle();
  });
}
