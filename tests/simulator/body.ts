/**
 * Reads request bodies as the server's framework does: names without regard to case, numbers also in quotes,
 * unknown members ignored, complaints under names in PascalCase, or under `$.path` for JSON of the wrong type.
 */
import { bare, invalidModel, type Reply } from './wire';

/** What one object of a body holds, member by member. */
export interface BodyReader {
  /** Not blank. */
  requiredText(name: string): string;
  optionalText(name: string): string | null;
  /** Null when it is missing; 0 to 255 fits the server's byte-sized enumerations. */
  number(name: string, range: { readonly min: number; readonly max: number }): number | null;
  flag(name: string): boolean;
  /** Null when missing or null. */
  texts(name: string): readonly string[] | null;
  /** Null when missing or null; in lower case. */
  guids(name: string): readonly string[] | null;
  /** A GUID in lower case; the empty one when missing, as the framework fills it in. */
  guid(name: string): string;
  objects<T>(name: string, read: (reader: BodyReader) => T): readonly T[] | null;
  object<T>(name: string, read: (reader: BodyReader) => T): T | null;
  has(name: string): boolean;
  /** A complaint under the member's name in PascalCase. */
  complain(name: string, message: string): void;
}

class Unreadable extends Error {
  constructor(readonly place: string) {
    super(place);
  }
}

const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const emptyGuid = '00000000-0000-0000-0000-000000000000';
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readerOf(
  value: Record<string, unknown>,
  errors: Map<string, string[]>,
  jsonPath: string,
  modelPath: string,
): BodyReader {
  const member = (name: string): unknown => {
    const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
    return key === undefined ? undefined : value[key];
  };
  const unreadable = (name: string): never => {
    throw new Unreadable(`${jsonPath}.${name}`);
  };
  const items = (name: string): unknown[] | null => {
    const found = member(name) ?? null;
    return found === null ? null : Array.isArray(found) ? found : unreadable(name);
  };
  const reader: BodyReader = {
    has: (name) => member(name) !== undefined && member(name) !== null,
    complain(name, message) {
      const place = `${modelPath}${pascal(name)}`;
      errors.set(place, [...(errors.get(place) ?? []), message]);
    },
    optionalText(name) {
      const found = member(name) ?? null;
      return found === null || typeof found === 'string' ? found : unreadable(name);
    },
    requiredText(name) {
      const found = reader.optionalText(name);
      if (found === null || found.trim() === '') reader.complain(name, `The ${pascal(name)} field is required.`);
      return found ?? '';
    },
    number(name, { min, max }) {
      const found = member(name) ?? null;
      if (found === null) return null;
      const figure = typeof found === 'string' && /^-?\d+$/.test(found) ? Number(found) : found;
      if (typeof figure !== 'number' || !Number.isInteger(figure) || figure < min || figure > max) unreadable(name);
      return typeof figure === 'number' ? figure : null;
    },
    flag(name) {
      const found = member(name) ?? false;
      return typeof found === 'boolean' ? found : unreadable(name);
    },
    texts: (name) =>
      items(name)?.map((item, at) => (typeof item === 'string' ? item : unreadable(`${name}[${at}]`))) ?? null,
    guids: (name) =>
      items(name)?.map((item, at) =>
        typeof item === 'string' && guid.test(item) ? item.toLowerCase() : unreadable(`${name}[${at}]`),
      ) ?? null,
    guid(name) {
      const found = member(name);
      if (found === undefined) return emptyGuid;
      return typeof found === 'string' && guid.test(found) ? found.toLowerCase() : unreadable(name);
    },
    objects: (name, read) =>
      items(name)?.map((item, at) =>
        isRecord(item)
          ? read(readerOf(item, errors, `${jsonPath}.${name}[${at}]`, `${modelPath}${pascal(name)}[${at}].`))
          : unreadable(`${name}[${at}]`),
      ) ?? null,
    object(name, read) {
      const found = member(name) ?? null;
      if (found === null) return null;
      return isRecord(found)
        ? read(readerOf(found, errors, `${jsonPath}.${name}`, `${modelPath}${pascal(name)}.`))
        : unreadable(name);
    },
  };
  return reader;
}

/** server: 415 without a body for another type; 400 under "" for none, under `$…` for JSON that does not fit. */
export function readBody<T>(
  body: Buffer,
  contentType: string | undefined,
  read: (reader: BodyReader) => T,
): { readonly value: T } | { readonly refusal: Reply } {
  if (body.length === 0) return { refusal: invalidModel({ '': ['A non-empty request body is required.'] }) };
  if (!/^\s*application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) return { refusal: bare(415) };
  const wrongType = (place: string): { refusal: Reply } => ({
    refusal: invalidModel({ [place]: ['The JSON value could not be converted.'] }),
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return wrongType('$');
  }
  if (parsed === null) return { refusal: invalidModel({ '': ['A non-empty request body is required.'] }) };
  if (!isRecord(parsed)) return wrongType('$');
  const errors = new Map<string, string[]>();
  try {
    const value = read(readerOf(parsed, errors, '$', ''));
    return errors.size === 0 ? { value } : { refusal: invalidModel(Object.fromEntries(errors)) };
  } catch (error) {
    if (error instanceof Unreadable) return wrongType(error.place);
    throw error;
  }
}
