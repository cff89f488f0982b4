import { stretches } from '@/lib/domain/client-list';
import { usePopup } from './context';

/** A text in which what the search found is underlined. */
export function Marked({ text }: { text: string }) {
  const query = usePopup().model.list.folded.value;
  if (query === '') return <>{text}</>;
  return <>{stretches(text, query).map((part, at) => (part.hit ? <mark key={at}>{part.text}</mark> : part.text))}</>;
}
