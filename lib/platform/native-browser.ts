/**
 * Chrome's own interface, which stands in for the polyfill in Chrome's worker (see wxt.config.ts): all that is used there
 * answers with promises by itself, and the polyfill's tables for what does not would take a fourteenth of the worker.
 */
const chrome: unknown = Reflect.get(globalThis, 'chrome');

export default chrome;
