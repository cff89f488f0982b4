/** The one `browser`: WXT's, wired to webextension-polyfill in wxt.config.ts. Only `lib/platform` may import this. */
export { browser } from 'wxt/browser';
