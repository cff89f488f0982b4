import { expect, it } from 'vitest';
import { lazyPart, loadPart } from '@/components/ui/Lazy';

const component = () => () => null;

it('a part is loaded once, however many ask for it before it is there', async () => {
  let loads = 0;
  const part = lazyPart(async () => {
    loads += 1;
    return component();
  });
  const asked = [loadPart(part), loadPart(part)];
  const [first, second] = await Promise.all(asked);
  expect(first).toBe(second);
  expect(part.loaded).toBe(first);
  expect(await loadPart(part)).toBe(first);
  expect(loads).toBe(1);
});

it('a part that could not be loaded is tried again', async () => {
  let reachable = false;
  const part = lazyPart(async () => {
    if (!reachable) throw new Error('gone');
    return component();
  });
  await expect(Promise.all([loadPart(part), loadPart(part)])).rejects.toThrow('gone');
  expect(part.loaded).toBeNull();
  reachable = true;
  expect(await loadPart(part)).toBe(part.loaded);
});
