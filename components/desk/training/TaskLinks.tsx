import { useEffect } from 'preact/hooks';
import { useDesk, usePageModel } from '@/components/desk/shell/context';
import { Icon } from '@/components/ui/Icon';
import { IconButton } from '@/components/ui/IconButton';
import { Sentence } from '@/components/ui/speech';
import { deskHash } from '@/lib/domain/desk-route';
import { say } from '@/lib/domain/words';
import { createTasksModel, enrolledWords, type TaskRow } from '@/lib/view/training/tasks';

export interface TaskLinksProps {
  readonly accountId: string;
  readonly providerId: string;
  readonly clientId: string;
  /** How many of the confirmed members are enrolled in account recovery, where they were read. */
  readonly enrolled?: { readonly count: number; readonly of: number } | undefined;
}

/** Everything there is to do for a client, a row for each task. */
export function TaskLinks({ accountId, providerId, clientId, enrolled }: TaskLinksProps) {
  const { model, speech } = useDesk();
  const { say: text } = speech.value;
  const tasks = usePageModel(`tasks/${accountId}/${providerId}/${clientId}`, ({ work }, desk) =>
    createTasksModel({
      run: work.run,
      overview: desk.data.source,
      where: { accountId, providerId },
      clientId,
    }),
  );
  useEffect(() => tasks.open(), [tasks]);
  const recovery = tasks.recovery.value;
  return (
    <section class="sheet tasks" aria-labelledby="tasks-title">
      <header class="tasks__head">
        <h2 id="tasks-title">{text(say('tasks_title'))}</h2>
        <span class="dim">{text(say('tasks_lead'))}</span>
      </header>
      <ul class="tasks__list">
        {tasks.rows.value.map((row) => (
          <Task
            key={row.key}
            row={
              row.key === 'recovery' && recovery.kind === 'on' && enrolled !== undefined
                ? { ...row, notes: [...row.notes, enrolledWords(enrolled.count, enrolled.of)] }
                : row
            }
            clientId={clientId}
            open={() => {
              if (row.vault !== null) model.openVault(accountId, row.vault);
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function Task({ row, clientId, open }: { row: TaskRow; clientId: string; open: () => void }) {
  const { say: text } = useDesk().speech.value;
  const title = text(say(row.title));
  const id = `task-${row.key}`;
  return (
    <li class="task" data-task={row.key}>
      <span class="task__what">
        {row.here !== null ? (
          <a class="task__name" href={deskHash({ page: 'client', clientId, part: row.here })} aria-describedby={id}>
            {title}
          </a>
        ) : (
          <button
            type="button"
            class="task__name"
            aria-describedby={id}
            aria-disabled={row.off === null ? undefined : 'true'}
            onClick={row.off === null ? open : undefined}
          >
            {title}
          </button>
        )}
        <small id={id}>
          {row.notes.map((note) => (
            <span key={note.key}>
              <Sentence words={note} />{' '}
            </span>
          ))}
          {row.off !== null && <b>{text(row.off)}</b>}
        </small>
      </span>
      {row.here !== null && row.vault !== null && (
        <IconButton icon="out" label={text(say('tasks_open_name', { task: title }))} onClick={open} />
      )}
      <span class="task__sign" aria-hidden="true">
        <Icon name={row.here === null ? 'out' : 'next'} />
      </span>
    </li>
  );
}
