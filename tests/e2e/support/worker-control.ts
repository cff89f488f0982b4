/** Starting, stopping and watching the extension's service worker, through the browser's own developer protocol. */
import type { BrowserContext, CDPSession, Page, Worker } from '@playwright/test';

/** How long the browser may take to start or stop a worker. */
const patienceMs = 20_000;

type Status = 'stopped' | 'starting' | 'running' | 'stopping';

export interface WorkerControl {
  /** The running worker, started if it sleeps. The handle is good until the worker stops. */
  worker(): Promise<Worker>;
  /** Ends the worker at once, as the browser does when it needs the memory, and answers when it is gone. */
  kill(): Promise<void>;
  isRunning(): boolean;
}

/** @param onRunning called with the worker each time that it has started */
export async function controlWorker(
  context: BrowserContext,
  page: Page,
  origin: string,
  onRunning: (worker: Worker) => Promise<void>,
): Promise<WorkerControl> {
  let status: Status = 'stopped';
  const waiting = new Set<(status: Status) => void>();
  const session: CDPSession = await context.newCDPSession(page);
  let installed: Promise<void> = Promise.resolve();

  const next = (wanted: Status): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(heard);
        reject(new Error(`the worker is ${status}, and was not ${wanted} within ${patienceMs} ms`));
      }, patienceMs);
      const heard = (now: Status) => {
        if (now !== wanted) return;
        clearTimeout(timer);
        waiting.delete(heard);
        resolve();
      };
      waiting.add(heard);
    });

  const handle = async (): Promise<Worker> => {
    const ours = (worker: Worker) => worker.url().startsWith(origin);
    return context.serviceWorkers().find(ours) ?? context.waitForEvent('serviceworker', { predicate: ours });
  };

  session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
    for (const version of versions) {
      if (!version.scriptURL.startsWith(origin) || version.runningStatus === undefined) continue;
      if (status === version.runningStatus) continue;
      status = version.runningStatus;
      if (status === 'running') {
        // A worker that is stopped again meanwhile takes its recorder with it; the next one gets a new one.
        installed = handle()
          .then(onRunning)
          .catch(() => undefined);
      }
      for (const heard of [...waiting]) heard(status);
    }
  });
  await session.send('ServiceWorker.enable');

  const start = async (): Promise<void> => {
    if (status === 'running') return;
    const running = next('running');
    await session.send('ServiceWorker.startWorker', { scopeURL: `${origin}/` });
    await running;
  };

  return {
    async worker() {
      await start();
      await installed;
      return handle();
    },
    async kill() {
      if (status === 'stopped') return;
      const stopped = next('stopped');
      await session.send('ServiceWorker.stopAllWorkers');
      await stopped;
    },
    isRunning: () => status === 'running',
  };
}
