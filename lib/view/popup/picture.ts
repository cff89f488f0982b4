/**
 * A picture of the popup's first screen, so that the next opening shows something true in its first frame: before the
 * program, the database or the worker are there. It is a tree of tags, classes and texts, kept in the page's own
 * storage; ages and states are left out of it, because they would be wrong by then. The program takes over what was
 * painted, node by node.
 *
 * What comes back from storage is believed only as far as it is such a tree, and can only become such elements.
 */

/** A text, or an element: its tag, its attributes, its children. */
export type Picture =
  | string
  | readonly [tag: string, attributes: Readonly<Record<string, string>>, children: readonly Picture[]];

export interface FirstScreen {
  readonly version: 1;
  /** Attributes of the page's root: theme and density. */
  readonly page: Readonly<Record<string, string>>;
  readonly body: Picture;
}

/** The page's storage; may refuse to write, and then nothing is remembered. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const svgTags = new Set(['svg', 'path', 'rect']);
const tags = new Set(
  'div header main footer search section span b bdi small i h1 h2 p ul li mark button input kbd br time svg path rect'.split(
    ' ',
  ),
);
const attributeNames = new Set(
  'class placeholder viewBox width height rx fill stroke stroke-width stroke-linecap stroke-linejoin d'.split(' '),
);
const pageAttributes = new Set(['data-theme', 'data-density', 'lang']);
/** The only style that components set: how far a meter goes, how wide a bone is. */
const width = /^inline-size: ?[\d.]+(%|px);?$/;

const mayHave = (name: string, value: string): boolean =>
  attributeNames.has(name) || (name === 'style' && width.test(value));

const isRecord = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((entry) => typeof entry === 'string');

export function isPicture(value: unknown): value is Picture {
  if (typeof value === 'string') return true;
  if (!Array.isArray(value) || value.length !== 3) return false;
  const [tag, attributes, children]: unknown[] = value;
  return (
    typeof tag === 'string' &&
    tags.has(tag) &&
    isRecord(attributes) &&
    Object.entries(attributes).every(([name, entry]) => mayHave(name, entry)) &&
    Array.isArray(children) &&
    children.every(isPicture)
  );
}

/** null: no such picture. */
export function parseFirstScreen(text: string | null): FirstScreen | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    const { version, page, body } = value as { version?: unknown; page?: unknown; body?: unknown };
    if (version !== 1 || !isRecord(page) || !isPicture(body)) return null;
    return Object.keys(page).every((name) => pageAttributes.has(name)) ? { version, page, body } : null;
  } catch {
    return null;
  }
}

const storageKey = 'popup-screen';
export const readFirstScreen = (storage: TextStorage): FirstScreen | null =>
  parseFirstScreen(storage.getItem(storageKey));

/** Keeps a picture for the next opening; null: keeps none. */
export function keepFirstScreen(storage: TextStorage, screen: FirstScreen | null): void {
  try {
    if (screen === null) storage.removeItem(storageKey);
    else storage.setItem(storageKey, JSON.stringify(screen));
  } catch {
    // Full or forbidden: the next opening starts empty.
  }
}

/** Paints a picture into an element. */
export function paint(picture: Picture, into: Element): void {
  if (typeof picture === 'string') {
    into.append(picture);
    return;
  }
  const [tag, attributes, children] = picture;
  const element = svgTags.has(tag)
    ? into.ownerDocument.createElementNS('http://www.w3.org/2000/svg', tag)
    : into.ownerDocument.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) paint(child, element);
  into.append(element);
}

/**
 * Takes the picture of an element. Left out: what lies below the visible part, what only readers hear, what is marked
 * `data-volatile` (its text), and whatever a picture cannot hold. null: nothing is left.
 */
export function pictureOf(element: Element, bottom: number): Picture | null {
  const tag = element.localName;
  if (!tags.has(tag) || element.classList.contains('menu') || element.classList.contains('sr')) return null;
  if (element.getBoundingClientRect().top > bottom) return null;
  const attributes: Record<string, string> = {};
  for (const { name, value } of element.attributes) if (mayHave(name, value)) attributes[name] = value;
  if (element.hasAttribute('data-volatile')) return [tag, attributes, []];
  const children: Picture[] = [];
  for (const child of element.childNodes) {
    const picture =
      child instanceof Element ? pictureOf(child, bottom) : child.nodeType === 3 ? (child.nodeValue ?? '') : null;
    if (picture !== null && picture !== '') children.push(picture);
  }
  return [tag, attributes, children];
}
