/** Facts about this build. */
import { browser } from './browser';

/** The version people see, such as "1.0.0". */
export const productVersion = (): string => browser.runtime.getManifest().version;
