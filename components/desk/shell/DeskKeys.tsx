import { KeyDialog, type KeyRow } from '@/components/ui/KeyDialog';

const always: readonly KeyRow[] = [
  [['↓', '↑'], 'popup_key_rows'],
  [['↓'], 'confirm_key_more'],
  [['Esc'], 'popup_key_back'],
];
const letters: readonly KeyRow[] = [
  [['/'], 'popup_key_search'],
  [['c'], 'popup_key_compare'],
  [['C'], 'desk_key_compare_all'],
  [['m'], 'desk_key_m'],
  [['n'], 'popup_key_check'],
  [['g', 'c'], 'desk_key_clients'],
  [['g', 'w'], 'desk_key_waiting'],
  [['g', 'm'], 'desk_key_members'],
  [['g', 'a'], 'desk_key_activity'],
  [['?'], 'popup_key_help'],
];

/** What the keys do. */
export const DeskKeys = ({ onClose }: { onClose: () => void }) => (
  <KeyDialog always={always} letters={letters} onClose={onClose} />
);
