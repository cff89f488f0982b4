import { KeyDialog, type KeyRow } from '@/components/ui/KeyDialog';
import { useDesk } from './context';

const always: readonly KeyRow[] = [
  [['↓', '↑'], 'popup_key_rows'],
  [['↓'], 'confirm_key_more'],
  [['Esc'], 'popup_key_back'],
];
const everywhere: readonly KeyRow[] = [
  [['n'], 'popup_key_check'],
  [['g', 'c'], 'desk_key_clients'],
  [['g', 'w'], 'desk_key_waiting'],
  [['g', 'm'], 'desk_key_members'],
  [['g', 'a'], 'desk_key_activity'],
  [['?'], 'popup_key_help'],
];

const letters: readonly KeyRow[] = [
  [['/'], 'popup_key_search'],
  [['c'], 'popup_key_compare'],
  [['C'], 'desk_key_compare_all'],
  [['m'], 'desk_key_m'],
  ...everywhere,
];
const forClients: { readonly always: readonly KeyRow[]; readonly letters: readonly KeyRow[] } = {
  always: [
    [['↓', '↑'], 'popup_key_rows'],
    [['Ctrl', 'Enter'], 'popup_key_vault'],
    [['Esc'], 'popup_key_back'],
  ],
  letters: [
    [['/'], 'popup_key_search'],
    [['s'], 'clients_details'],
    [['m'], 'popup_key_m'],
    [['e'], 'popup_key_e'],
    [['o'], 'popup_key_o'],
    [['r'], 'popup_key_r'],
    [['b'], 'popup_key_b'],
    [['C'], 'popup_key_compare_all'],
    ...everywhere,
  ],
};

/** What the keys do, on the page one is on. */
export function DeskKeys({ onClose }: { onClose: () => void }) {
  const here = useDesk().model.route.value.page === 'clients' ? forClients : { always, letters };
  return <KeyDialog always={here.always} letters={here.letters} onClose={onClose} />;
}
