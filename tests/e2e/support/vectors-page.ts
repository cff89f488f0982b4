/** The script of the page that runs the vectors: the product's own code, with the thread that the product starts. */
import { deriveInWorker } from '@/lib/crypto/derive-in-worker';
import { type Finding, vectorCases } from '../../unit/crypto/vector-cases';

export interface VectorsPage {
  readonly names: readonly string[];
  /** Runs the case of that place in the table. */
  run(at: number): Promise<Finding[]>;
  /** Whether a script made of a text ran. It must not, in a page of the extension. */
  readonly ranText: boolean;
}

declare global {
  interface Window {
    vectorsPage?: VectorsPage;
  }
}

/** Asked as the page loads: what the developer protocol runs later is free of the page's policy. */
function runsText(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
}

window.vectorsPage = {
  names: vectorCases.map(({ name }) => name),
  async run(at) {
    const found = vectorCases[at];
    if (found === undefined) throw new Error(`there is no case ${at}`);
    return found.run((kdf, password, salt) => deriveInWorker(kdf, password, salt));
  },
  ranText: runsText(),
};
