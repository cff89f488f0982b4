import { KeyDialog, type KeyRow } from '@/components/ui/KeyDialog';

const always: readonly KeyRow[] = [
  [['↓', '↑'], 'popup_key_rows'],
  [['Enter'], 'popup_key_open'],
  [['Ctrl', 'Enter'], 'popup_key_vault'],
  [['Esc'], 'popup_key_back'],
];
const letters: readonly KeyRow[] = [
  [['/'], 'popup_key_search'],
  [['n'], 'popup_key_check'],
  [['c'], 'popup_key_compare'],
  [['C'], 'popup_key_compare_all'],
  [['o'], 'popup_key_o'],
  [['m'], 'popup_key_m'],
  [['e'], 'popup_key_e'],
  [['r'], 'popup_key_r'],
  [['b'], 'popup_key_b'],
  [['?'], 'popup_key_help'],
];

/** What the keys do. */
export const KeyList = ({ onClose }: { onClose: () => void }) => (
  <KeyDialog always={always} letters={letters} onClose={onClose} />
);
