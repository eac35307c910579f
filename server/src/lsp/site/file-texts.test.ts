import { expect, it } from 'vitest';
import { createFileTexts } from './file-texts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it('keeps the text of a file until it is another', async () => {
  const disk = new Map([['/a', { text: 'one', revision: '1' }]]);
  let reads = 0;
  const texts = createFileTexts({
    fileRevision: (path) => Promise.resolve(disk.get(path)?.revision ?? null),
    readSource: (path) => {
      reads++;
      const file = disk.get(path);
      return Promise.resolve(file ? bytes(file.text) : null);
    },
  });
  const first = await texts.of('/a');
  expect(first).toEqual({ path: '/a', text: 'one' });
  expect(await texts.of('/b')).toBeNull();
  expect(await texts.lookAgain()).toBe(false);
  expect(await texts.of('/a')).toBe(first);
  expect(reads).toBe(1);

  disk.set('/a', { text: 'one', revision: '2' });
  expect(await texts.lookAgain()).toBe(false);

  disk.set('/a', { text: 'two', revision: '3' }).set('/b', { text: 'new', revision: '1' });
  expect(await texts.lookAgain()).toBe(true);
  expect(await texts.of('/a')).toEqual({ path: '/a', text: 'two' });
  expect(await texts.of('/b')).toEqual({ path: '/b', text: 'new' });

  disk.delete('/a');
  expect(await texts.lookAgain()).toBe(true);
  expect(await texts.of('/a')).toBeNull();
});
