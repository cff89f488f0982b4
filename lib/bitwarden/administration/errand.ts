/** How errands are made: what is sent, and a schema that says what an answer looks like. */
import * as z from 'zod/mini';
import type { Errand, ErrandRequest } from '@/lib/domain/errand';

/** An errand whose answer is read by a schema. */
export const reading = <D, T>(request: ErrandRequest, schema: z.ZodMiniType<D>, map: (dto: D) => T): Errand<T> => ({
  request,
  read: (body) => {
    const parsed = z.safeParse(schema, body);
    return parsed.success ? { value: map(parsed.data) } : null;
  },
});

/** An errand without a result. server: an empty body says that it was done; any 2xx does. */
export const doing = (request: ErrandRequest): Errand<null> => ({ request, read: () => ({ value: null }) });

/** Epoch ms of a date of the server's; null: it names none, or none that can be read. */
export function instant(date: string | null | undefined): number | null {
  const at = Date.parse(date ?? '');
  return Number.isNaN(at) ? null : at;
}
