/**
 * What the program wants to say, before it is said: a key of the message catalogue and the values for its
 * placeholders. Rules decide on words; only the edge (page, notice, badge) turns them into text in a language.
 */
import type activity from '../locales/en/activity.json';
import type client from '../locales/en/client.json';
import type clients from '../locales/en/clients.json';
import type common from '../locales/en/common.json';
import type confirm from '../locales/en/confirm.json';
import type desk from '../locales/en/desk.json';
import type events from '../locales/en/events.json';
import type lock from '../locales/en/lock.json';
import type notices from '../locales/en/notices.json';
import type options from '../locales/en/options.json';
import type people from '../locales/en/people.json';
import type popup from '../locales/en/popup.json';
import type sample from '../locales/en/sample.json';
import type training from '../locales/en/training.json';

type Catalogue = typeof activity &
  typeof client &
  typeof clients &
  typeof common &
  typeof confirm &
  typeof desk &
  typeof events &
  typeof lock &
  typeof notices &
  typeof options &
  typeof people &
  typeof popup &
  typeof sample &
  typeof training;

export type MessageKey = keyof Catalogue;

/** Keys that exist in singular and plural (`…_one`, `…_other`). */
export type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;

/** A value for a placeholder: text as it is, a number, a list of names, a moment, or words to be said first. */
export type WordValue =
  | string
  | number
  | { readonly list: readonly string[] }
  /** A moment: the time of day where it is today, else with day. */
  | { readonly moment: number }
  /** A moment within minutes from now: the time of day to the second. */
  | { readonly second: number }
  /** An hour and minute of today or another day, always with the day. */
  | { readonly day: number }
  | Words;

export interface Words {
  readonly key: MessageKey | PluralKey;
  /** Chooses between `…_one` and `…_other`, and fills `{count}`. */
  readonly count?: number;
  readonly values?: Readonly<Record<string, WordValue>>;
}

export const say = (key: MessageKey, values?: Readonly<Record<string, WordValue>>): Words =>
  values ? { key, values } : { key };

export const sayCount = (key: PluralKey, count: number, values?: Readonly<Record<string, WordValue>>): Words =>
  values ? { key, count, values } : { key, count };
