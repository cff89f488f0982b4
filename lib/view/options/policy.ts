/** What of an organization's policy cannot be followed, so that the options page can say so. */
import { clouds, ownServer } from '@/lib/domain/addresses';
import { features, readPolicy } from '@/lib/domain/managed';
import type { Server } from '@/lib/domain/server';

/** The server that is prescribed; null: people choose, or what stands there is no usable address. */
export function prescribedServer(text: string | undefined): Server | null {
  if (text === undefined) return null;
  if (text === 'us' || text === 'eu') return clouds[text];
  const entered = ownServer(text);
  return entered.ok ? entered.server : null;
}

const known = ['checkEveryMinutes', 'leastMinutes', 'mostMinutes', 'server', 'hide', 'defaults', 'enforced'];

/** The parts of a policy that are ignored, as paths: `enforced.showNames`, `hide: seets`. */
export function policyFlaws(policy: unknown): readonly string[] {
  const managed = readPolicy(policy);
  const field = (name: string): unknown => Reflect.get(Object(policy), name);
  const flaws = Object.keys(Object(policy)).filter((name) => !known.includes(name));
  for (const name of ['leastMinutes', 'mostMinutes'] as const)
    if (field(name) !== undefined && managed[name] === undefined) flaws.push(name);
  if (field('checkEveryMinutes') !== undefined && managed.enforced.checkEveryMinutes !== field('checkEveryMinutes'))
    flaws.push('checkEveryMinutes');
  if (field('server') !== undefined && prescribedServer(managed.server) === null) flaws.push('server');
  for (const group of ['defaults', 'enforced'] as const)
    for (const name of Object.keys(Object(field(group))))
      if (!Object.hasOwn(managed[group], name)) flaws.push(`${group}.${name}`);
  const hide = field('hide');
  if (hide !== undefined && !Array.isArray(hide)) flaws.push('hide');
  const names: readonly string[] = features;
  for (const name of Array.isArray(hide) ? hide : [])
    if (typeof name !== 'string' || !names.includes(name)) flaws.push(`hide: ${String(name)}`);
  return flaws;
}
