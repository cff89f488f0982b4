/** What an organization prescribes, as the options page shows it. */

import { readFileSync } from 'node:fs';
import { signal } from '@preact/signals';
import { describe, expect, it, test } from 'vitest';
import * as z from 'zod/mini';
import { clouds } from '@/lib/domain/addresses';
import { checkClientId } from '@/lib/domain/client-id';
import { features, readPolicy } from '@/lib/domain/managed';
import { defaultPreferences, preferencesSchema } from '@/lib/domain/preferences';
import { createAccountForm } from '@/lib/view/options/form';
import { policyFlaws, prescribedServer } from '@/lib/view/options/policy';
import { createPreferencesModel } from '@/lib/view/options/preferences';
import { clientId, overview, secret, worker } from './options-fixtures';

describe('what of a policy is left out', () => {
  test.each<[string, unknown, readonly string[]]>([
    ['no policy', undefined, []],
    ['a whole one', { server: 'eu', hide: ['seats'], leastMinutes: 5, enforced: { showNames: false } }, []],
    [
      'wrong fields',
      { leastMinutes: 0, enforced: { showNames: 'no', notifyWaiting: false } },
      ['leastMinutes', 'enforced.showNames'],
    ],
    ['unknown fields', { colour: 'red', defaults: { colour: 'red' } }, ['colour', 'defaults.colour']],
    ['unknown parts', { hide: ['seets', 7, 'seats'] }, ['hide: seets', 'hide: 7']],
    ['no list', { hide: 'seats' }, ['hide']],
    ['an address that cannot be used', { server: 'http://vault.example.org' }, ['server']],
    ['an interval out of bounds', { checkEveryMinutes: 90 }, ['checkEveryMinutes']],
  ])('%s', (_, policy, expected) => {
    expect(policyFlaws(policy)).toEqual(expected);
  });

  it('is nothing of what the schema for browsers allows', () => {
    const schema = JSON.parse(readFileSync('public/managed-schema.json', 'utf8')) as {
      properties: Record<string, { properties?: object; items?: { enum: string[] } }>;
    };
    expect(Object.keys(schema.properties).sort()).toEqual(
      ['checkEveryMinutes', 'defaults', 'enforced', 'hide', 'leastMinutes', 'mostMinutes', 'server'].sort(),
    );
    expect(schema.properties.hide?.items?.enum).toEqual(features);
    // A field that is known has a shape to keep to.
    for (const group of ['defaults', 'enforced'])
      for (const name of Object.keys(schema.properties[group]?.properties ?? {}))
        expect(z.safeParse(preferencesSchema, { ...defaultPreferences, [name]: Number.NaN }).success, name).toBe(false);
  });
});

describe('a prescribed server', () => {
  it('is a cloud by name, or what the address says', () => {
    expect(prescribedServer('us')).toBe(clouds.us);
    expect(prescribedServer('https://vault.bitwarden.eu')).toBe(clouds.eu);
    expect(prescribedServer('vault.example.org')?.api).toBe('https://vault.example.org/api');
    expect(prescribedServer('http://vault.example.org')).toBeNull();
    expect(prescribedServer(undefined)).toBeNull();
  });

  it('is the only one that an account can be added for', async () => {
    const { ask, asked } = worker({ addAccount: () => ({ kind: 'malformed-id' }) });
    const form = createAccountForm({
      ask,
      requestOrigins: () => Promise.resolve(true),
      hasOrigins: () => Promise.resolve(true),
      checkClientId,
      prescribed: signal(clouds.eu),
      onConnected: () => undefined,
    });
    expect(form.isPrescribed.value).toBe(true);
    form.region.value = 'us';
    form.clientId.value = clientId;
    form.clientSecret.value = secret;
    await form.submit();
    expect(asked).toEqual([{ name: 'addAccount', request: { server: clouds.eu, clientId, clientSecret: secret } }]);
    form.stop();
  });
});

describe('limits of the interval', () => {
  test.each<[unknown, readonly number[]]>([
    [{}, [1, 2, 5, 15, 30, 60]],
    [{ leastMinutes: 5 }, [5, 15, 30, 60]],
    [{ leastMinutes: 2, mostMinutes: 15 }, [2, 5, 15]],
  ])('of %j leave %j to choose from', (policy, expected) => {
    const model = createPreferencesModel({
      overview: signal(overview({ managed: readPolicy(policy) })),
      ask: worker({}).ask,
      refresh: () => Promise.resolve(),
      announce: () => undefined,
    });
    expect(model.intervals.value.map(({ value }) => value)).toEqual(expected);
  });
});
