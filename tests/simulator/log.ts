/** What was asked of the server: method and path, never a query, a header or a body, so never a secret. */

export type HostName = 'api' | 'identity';

export interface LogEntry {
  /** Epoch ms of arrival, by the simulator's clock. */
  readonly at: number;
  readonly host: HostName;
  readonly method: string;
  /** Without the host's base and without the query. */
  readonly path: string;
  /** 0 until it is answered, and for ever when the line was cut. */
  readonly status: number;
  /** Only for a token that was good. */
  readonly userId?: string;
}

/** Each member given has to match; `path` is exact, or a pattern in which `*` stands for one or more characters. */
export interface LogFilter {
  readonly host?: HostName;
  readonly method?: string;
  readonly path?: string;
  readonly status?: number;
  readonly userId?: string;
}

export interface RequestLog {
  readonly entries: readonly LogEntry[];
  /** A place in the log, for `since`. */
  mark(): number;
  since(mark: number): readonly LogEntry[];
  filter(filter: LogFilter, since?: number): readonly LogEntry[];
  count(filter?: LogFilter, since?: number): number;
  clear(): void;
}

/** What the server writes with; the entry may be completed later. */
export interface LogWriter extends RequestLog {
  arrive(entry: Omit<LogEntry, 'status' | 'userId'>): (end: { status?: number; userId?: string }) => void;
}

/** Whether a text matches a pattern in which `*` stands for one or more characters; letter case does not matter. */
export function matchesPattern(text: string, pattern: string): boolean {
  const source = pattern.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.+')}$`, 'i').test(text);
}

function matches(entry: LogEntry, filter: LogFilter): boolean {
  if (filter.host !== undefined && entry.host !== filter.host) return false;
  if (filter.method !== undefined && entry.method !== filter.method.toUpperCase()) return false;
  if (filter.status !== undefined && entry.status !== filter.status) return false;
  if (filter.userId !== undefined && entry.userId !== filter.userId) return false;
  return filter.path === undefined || matchesPattern(entry.path, filter.path);
}

/** An empty log. */
export function createLog(): LogWriter {
  const entries: LogEntry[] = [];
  const filter = (wanted: LogFilter, since = 0): LogEntry[] =>
    entries.slice(since).filter((entry) => matches(entry, wanted));
  return {
    entries,
    mark: () => entries.length,
    since: (mark) => entries.slice(mark),
    filter,
    count: (wanted = {}, since = 0) => filter(wanted, since).length,
    clear: () => {
      entries.length = 0;
    },
    arrive(entry) {
      const written = { ...entry, status: 0 };
      entries.push(written);
      return (end) => {
        Object.assign(written, end);
      };
    },
  };
}
