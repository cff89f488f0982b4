import { expect, test } from 'vitest';
import { judged, namesInFile } from './judge';
import { deriveHere } from './support';
import { vectorCases } from './vector-cases';

test('every case of the file is run', () => {
  expect(vectorCases.length).toBeGreaterThan(60);
  expect(vectorCases.map(({ name }) => name)).toEqual(namesInFile());
});

test.each(vectorCases)('$name: $title', async ({ run }) => {
  const findings = await run(deriveHere);
  expect(findings.length).toBeGreaterThan(0);
  const { found, expected } = judged(findings);
  expect(found).toEqual(expected);
});
