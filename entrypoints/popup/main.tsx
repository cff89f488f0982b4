/** The first frame: the picture of the last opening. Everything that takes longer comes after it. */
import '@/components/styles/tokens.css';
import '@/components/styles/base.css';
import '@/components/styles/shell.css';
import '@/components/styles/popup.css';
import '@/components/styles/popup-list.css';
import '@/components/styles/fields.css';
import '@/components/styles/locked.css';
import { paint, readFirstScreen } from '@/lib/view/popup/picture';

const app = document.getElementById('app');
// An address that asks for a certain provider is not what was seen last.
const screen = location.search === '' ? readFirstScreen(localStorage) : null;
if (app !== null && screen !== null) {
  for (const [name, value] of Object.entries(screen.page)) document.documentElement.setAttribute(name, value);
  paint(screen.body, app);
  // A picture cannot be clicked.
  app.inert = true;
}

function afterFirstFrame(work: () => void): void {
  // A page in the background has no frames.
  if (document.hidden || screen === null) work();
  else requestAnimationFrame(() => setTimeout(work));
}

afterFirstFrame(() => void import('./app').then(({ start }) => app !== null && start(app)));
