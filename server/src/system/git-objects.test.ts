import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRepository, type TestRepository } from '../../../test/review/repository';
import { openObjects } from './git-objects';

const contents = ['', '\n', 'a\nb\n', '\0 blob 7\n', 'x'.repeat(300_000), 'ä\r\n'];
const idOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

let repository: TestRepository;
beforeAll(() => {
  repository = createRepository();
  const files = Object.fromEntries(contents.map((text, index) => [`file ${index}`, text]));
  repository.branches([{ name: 'main', from: null, files }]);
});
afterAll(() => repository.remove());

const running = (): number => process.getActiveResourcesInfo().filter((each) => each === 'ProcessWrap').length;

describe.each([
  ['a git that answers both', undefined],
  ['a git before 2.36', '--no-such-option'],
])('%s', (_what, option) => {
  const open = (signal?: AbortSignal) => openObjects({ folder: repository.folder, kind: 'folder' }, signal, option);

  it('answers all questions, in whatever order and number', async () => {
    const objects = open();
    const texts = await Promise.all(contents.map(async (text) => Buffer.from(await objects.content(idOf(text)))));
    expect(texts.map(String)).toEqual(contents);
    const infos = await Promise.all(
      contents.flatMap((_text, index) => [objects.info(`main:file ${index}`), objects.info(`main:gone ${index}`)]),
    );
    expect(infos).toEqual(
      contents.flatMap((text) => [{ id: idOf(text), type: 'blob', size: Buffer.byteLength(text) }, null]),
    );
    await expect(objects.content(idOf('gone'))).rejects.toThrow(`git has no object ${idOf('gone')}`);
  });

  it('is ended where nobody asks any more, and started again where somebody does', async () => {
    const objects = open();
    const before = running();
    expect(await objects.info('main')).toMatchObject({ type: 'commit' });
    await vi.waitFor(() => expect(running()).toBeLessThanOrEqual(before), 10_000);
    expect(await objects.info('main:file 1')).toMatchObject({ type: 'blob' });
  });

  it('ends when it is aborted, and is not started after that', async () => {
    const abort = new AbortController();
    const objects = open(abort.signal);
    const asked = objects.content(idOf(contents[4] ?? ''));
    abort.abort();
    await expect(asked).rejects.toThrow('interrupted');
    await expect(objects.info('main')).rejects.toThrow('interrupted');
  });

  it('tells in its own words where there is no repository', async () => {
    await expect(openObjects({ folder: tmpdir(), kind: 'folder' }, undefined, option).info('main')).rejects.toThrow(
      /not a git repository/,
    );
    await expect(openObjects({ folder: '/nowhere', kind: 'folder' }, undefined, option).info('main')).rejects.toThrow(
      'this folder is gone',
    );
  });
});
