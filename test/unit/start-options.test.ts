import { describe, expect, test } from 'vitest';
import { readWishes, UsageError, type Wishes } from '../editor/start-options';

const anyEditor: Wishes = { editor: 'either', port: null, openBrowser: true };

describe('the arguments of npm start', () => {
  test.each<[string, Wishes | null]>([
    ['', anyEditor],
    ['--desktop', { ...anyEditor, editor: 'desktop' }],
    ['--code-server', { ...anyEditor, editor: 'code-server' }],
    ['--no-open', { ...anyEditor, openBrowser: false }],
    ['--port 8080', { ...anyEditor, editor: 'code-server', port: 8080 }],
    ['--port=65535 --no-open', { editor: 'code-server', port: 65_535, openBrowser: false }],
    ['--help', null],
    ['-h --desktop', null],
  ])('"%s"', (args, wishes) => {
    expect(readWishes(split(args))).toEqual(wishes);
  });

  test.each([
    ['--foo', /--foo/],
    ['examples', /'examples'/],
    ['--port', /--port/],
    ['--port 0', /1 to 65535/],
    ['--port 65536', /1 to 65535/],
    ['--port 80x', /1 to 65535/],
    ['--port -1', /--port/],
    ['--desktop --code-server', /exclude/],
    ['--desktop --port 8080', /--port is for code-server/],
  ])('"%s" is refused', (args, message) => {
    expect(() => readWishes(split(args))).toThrow(UsageError);
    expect(() => readWishes(split(args))).toThrow(message);
  });
});

function split(args: string): string[] {
  return args.split(' ').filter((arg) => arg !== '');
}
