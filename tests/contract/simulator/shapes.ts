/** The contract's machine-readable half: which answers an endpoint may give, and what they look like. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as z from 'zod/mini';

const variantSchema = z.object({
  schema: z.optional(z.string()),
  body: z.optional(z.literal('empty')),
  contentType: z.optional(z.string()),
});
const shapesSchema = z.object({
  schemas: z.record(z.string(), z.looseObject({})),
  endpoints: z.record(
    z.string(),
    z.looseObject({ host: z.string(), responses: z.record(z.string(), z.array(variantSchema)) }),
  ),
  examples: z.record(z.string(), z.array(z.unknown())),
});

const shapes = shapesSchema.parse(JSON.parse(readFileSync(new URL('../shapes.json', import.meta.url), 'utf8')));
const ajv = new Ajv2020({ strict: false, allErrors: true });
ajv.addSchema({ $id: 'provider-desk-shapes', schemas: shapes.schemas });

export const { endpoints, examples } = shapes;
export const schemaNames = Object.keys(shapes.schemas);

/** What is wrong with a value by a schema, in words; empty when nothing is. `schema` is a name or a pointer. */
export function complaints(schema: string, value: unknown): string[] {
  const pointer = schema.startsWith('#') ? schema : `#/schemas/${schema}`;
  const validate =
    ajv.getSchema(`provider-desk-shapes${pointer}`) ?? ajv.compile({ $ref: `provider-desk-shapes${pointer}` });
  if (validate(value)) return [];
  return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The endpoint of a path: literal pieces win over placeholders. Null for what the contract does not name. */
export function endpointOf(method: string, path: string): string | null {
  const pieces = path.split('/');
  const fits = Object.keys(endpoints).filter((name) => {
    const [verb, pattern = ''] = name.split(' ');
    const wanted = pattern.split('/');
    return (
      verb === method &&
      wanted.length === pieces.length &&
      wanted.every((piece, at) => piece.startsWith('{') || piece === pieces[at])
    );
  });
  return fits.sort((left, right) => left.split('{').length - right.split('{').length)[0] ?? null;
}

export interface Exchange {
  readonly method: string;
  /** Without the host's base and the query. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly authenticate: string | null;
  readonly text: string;
}

const error = { schema: '#/schemas/ErrorResponse', contentType: 'application/json; charset=utf-8' };
const isGuid = (piece: string): boolean => /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(piece);

/** What the contract says about every call in prose (2.2 to 2.7), beside each endpoint's own list. */
function generalVariants(endpoint: string, { status, path }: Exchange): z.infer<typeof variantSchema>[] {
  const pattern = endpoint.split(' ')[1]?.split('/') ?? [];
  const badId = path.split('/').some((piece, at) => pattern[at]?.startsWith('{') && !isGuid(piece));
  if (status === 429) return [error];
  if (status === 415) return [{ body: 'empty' }];
  // 2.5 names this call beside the profile; the list of the endpoint leaves it out.
  if (status === 401 && endpoint === 'GET /accounts/keys') return [error];
  if (!badId) return [];
  if (status === 404 && path.startsWith('/providers/')) return [{ body: 'empty' }];
  if (status === 500) return [{ body: 'empty' }, error];
  return status === 400 ? [error] : [];
}

/** The variant of the contract that an exchange is, by name; throws when it is none of them. */
export function variantOf(exchange: Exchange): string {
  const { method, path, status, text, contentType, authenticate } = exchange;
  const endpoint = endpointOf(method, path);
  if (endpoint === null) throw new Error(`${method} ${path} is not in the contract`);
  const listed = endpoints[endpoint]?.responses[String(status)] ?? [];
  const reasons: string[] = [];
  for (const variant of [...listed, ...generalVariants(endpoint, exchange)]) {
    if (variant.body === 'empty') {
      if (text === '' && (status !== 401 || authenticate !== null || endpoint.includes('/clients'))) {
        return `${endpoint} ${status} empty`;
      }
      reasons.push('has a body, or a 401 without WWW-Authenticate');
      continue;
    }
    if (text === '' || contentType !== variant.contentType) {
      reasons.push(`has type ${contentType} and ${text.length} characters`);
      continue;
    }
    const wrong = complaints(variant.schema ?? '', JSON.parse(text));
    if (wrong.length === 0) return `${endpoint} ${status} ${variant.schema?.split('/').at(-1)}`;
    reasons.push(...wrong);
  }
  throw new Error(`${endpoint} may not answer ${status} like this: ${reasons.join('; ') || 'status not listed'}`);
}

/** Every answer that the contract lists for the endpoints that are wanted, by name: `GET /path 200 Schema`. */
export const listedAnswers = (wanted: (endpoint: string) => boolean): string[] =>
  Object.entries(endpoints)
    .filter(([name]) => wanted(name))
    .flatMap(([name, { responses }]) =>
      Object.entries(responses).flatMap(([status, variants]) =>
        variants.map(({ schema }) => `${name} ${status} ${schema?.split('/').at(-1) ?? 'empty'}`),
      ),
    );

/** Endpoints that administer rather than read or confirm: they have a test file of their own. */
export const administers = (endpoint: string): boolean =>
  /invite|reinvite|clients|billing|revoke|restore|remove|delete|^PUT|^DELETE/.test(endpoint);
