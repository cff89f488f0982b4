/**
 * What an organization prescribes through the browser's policies, and the preferences that follow from it. A policy is
 * read field by field: what is not as it should be is left out, and the rest counts all the same.
 */
import * as z from 'zod/mini';
import type { Preferences } from './preferences';
import { defaultPreferences, preferencesSchema } from './preferences';

/** Parts of the product that an organization can hide from its people. */
export const features = [
  'seats',
  'members',
  'invite',
  'role',
  'remove',
  'events',
  'training',
  'export',
  'sample',
] as const;
export type Feature = (typeof features)[number];

export interface Managed {
  /** Whatever people choose, this counts. */
  readonly enforced: Partial<Preferences>;
  /** What counts where nobody has chosen. */
  readonly defaults: Partial<Preferences>;
  /** Limits of the minutes between two checks; undefined: ours. */
  readonly leastMinutes: number | undefined;
  readonly mostMinutes: number | undefined;
  /** Names of features; may hold some that only another version knows. */
  readonly hide: readonly string[];
  /** `us`, `eu`, or the address of a web vault, as it was written; undefined: people choose. */
  readonly server: string | undefined;
}

/** The preferences in it that are sound. */
function sound(value: unknown): Partial<Preferences> {
  let found: Partial<Preferences> = {};
  for (const [name, one] of Object.entries<unknown>(Object(value))) {
    const parsed = z.safeParse(preferencesSchema, { ...defaultPreferences, [name]: one });
    if (parsed.success && name in parsed.data) found = { ...found, [name]: one };
  }
  return found;
}

const minutes = (value: unknown): number | undefined => sound({ checkEveryMinutes: value }).checkEveryMinutes;

/** Reads a policy as the browser hands it over. */
export function readPolicy(policy: unknown): Managed {
  const field = (name: string): unknown => Reflect.get(Object(policy), name);
  const hide = field('hide');
  const server = field('server');
  const every = minutes(field('checkEveryMinutes'));
  return {
    enforced: { ...sound(field('enforced')), ...(every === undefined ? {} : { checkEveryMinutes: every }) },
    defaults: sound(field('defaults')),
    leastMinutes: minutes(field('leastMinutes')),
    mostMinutes: minutes(field('mostMinutes')),
    hide: Array.isArray(hide) ? hide.filter((name) => typeof name === 'string') : [],
    server: typeof server === 'string' ? server : undefined,
  };
}

/**
 * The preferences that count. `chosen`: fields that the person has set; one that differs from what the product comes with
 * was set by a version that did not write that down.
 */
export function effectivePreferences(
  own: Preferences,
  { enforced, defaults, leastMinutes, mostMinutes }: Managed,
  chosen: readonly string[] = [],
): Preferences {
  const text = (preferences: Preferences, field: string): string => JSON.stringify(Reflect.get(preferences, field));
  const open = Object.entries(defaults).filter(
    ([field]) => !chosen.includes(field) && text(own, field) === text(defaultPreferences, field),
  );
  const all: Preferences = { ...own, ...Object.fromEntries(open), ...enforced };
  return {
    ...all,
    checkEveryMinutes: Math.max(leastMinutes ?? 1, Math.min(mostMinutes ?? 60, all.checkEveryMinutes)),
  };
}

/** Whether the organization wants people not to see this. */
export const isHidden = (overview: { readonly managed?: Managed } | null, feature: Feature): boolean =>
  overview?.managed?.hide.includes(feature) ?? false;
