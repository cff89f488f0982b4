/**
 * Chrome's own interface, which stands in for the polyfill in the build for Chrome (see wxt.config.ts): all that is used
 * here answers with promises by itself, and the polyfill's tables for what does not would take a fourteenth of the worker
 * and a twentieth of the popup.
 */
const chrome: unknown = Reflect.get(globalThis, 'chrome');

export default chrome;
