/** Runs inside a page: notes what each keystroke in its search field costs, until the frame that shows it is done. */

/** All in ms. */
export interface Stroke {
  /** The page's scripts from the key's first event to the end of its last, rendering into the document included. */
  readonly script: number;
  /** Making the next frame, on the page's main thread: style, layout, paint. */
  readonly frame: number;
  /** From the key itself to the end of that frame, the wait for the screen's next turn included. */
  readonly toFrame: number;
  /** Whether a frame was missed: from the end of the script to the beginning of the frame. */
  readonly wait: number;
}

declare global {
  interface Window {
    /** Waits for the stroke that comes next. Ask before the key is pressed. */
    nextStroke: () => void;
    stroke: Promise<Stroke>;
  }
}

/** Its text travels to the page alone: no names from outside, and no functions with names of their own. */
export function installProbe(): void {
  let begun = 0;
  let pressedAt = 0;
  let done: ((stroke: Stroke) => void) | null = null;
  window.nextStroke = () => {
    window.stroke = new Promise((resolve) => {
      done = resolve;
    });
  };
  const framed = new MessageChannel();
  let ended = 0;
  let frameAt = 0;
  framed.port1.onmessage = () => {
    const now = performance.now();
    done?.({ script: ended - begun, frame: now - frameAt, toFrame: now - pressedAt, wait: frameAt - ended });
  };
  addEventListener(
    'keydown',
    (event) => {
      begun = performance.now();
      pressedAt = event.timeStamp;
    },
    { capture: true },
  );
  // Registered before the page's own: the first of the frame's callbacks, and what follows it belongs to the frame.
  addEventListener(
    'input',
    () => {
      requestAnimationFrame(() => {
        frameAt = performance.now();
        // A task that comes after the frame.
        framed.port2.postMessage(null);
      });
    },
    { capture: true },
  );
  // Last of the listeners; what the page's own put off until after them has been done, and the rest follows here.
  addEventListener('input', () => {
    queueMicrotask(() =>
      queueMicrotask(() => {
        ended = performance.now();
      }),
    );
  });
}
