import { beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from '../config/parse-config';
import type { ConfigReading } from './config-files';
import { createConfigProblems } from './config-problems';

const rules = [{ id: 'unsafe-level-may', title: 'May' }];
const reading = (text: string, path: string | null = '/lists/.postfix-tls-policy.json'): ConfigReading => ({
  path,
  failure: null,
  ...parseConfig(Buffer.from(text), rules),
});
const failed = (failure: string): ConfigReading => ({ ...reading('{}', null), failure });

const uri = 'file:///lists/.postfix-tls-policy.json';
let published: { uri: string; diagnostics: { range: object; message: string }[] }[];
let warnings: string[];
let tell: (readings: readonly ConfigReading[]) => void;
beforeEach(() => {
  published = [];
  warnings = [];
  const sendNotification = (_type: unknown, { message }: { message: string }): Promise<void> => {
    warnings.push(message);
    return Promise.resolve();
  };
  const sendDiagnostics = (params: (typeof published)[number]): Promise<void> => {
    published.push(params);
    return Promise.resolve();
  };
  tell = createConfigProblems({ sendNotification, sendDiagnostics } as unknown as Parameters<
    typeof createConfigProblems
  >[0]);
});

describe('what is wrong with a configuration', () => {
  it('is nothing to tell of a good one, or none', () => {
    tell([reading('{}'), reading('', null)]);
    expect({ published, warnings }).toEqual({ published: [], warnings: [] });
  });

  it('is marked at its place and warned of once, until it is mended', () => {
    const broken = reading('{\n  "rules": {"unsafe-level-may": "of"},\n  "x": 1\n}');
    tell([broken, broken]);
    tell([broken]);
    expect(published).toHaveLength(1);
    expect(published[0]?.uri).toBe(uri);
    expect(published[0]?.diagnostics.map(({ range }) => range)).toEqual([
      { start: { line: 1, character: 32 }, end: { line: 1, character: 36 } },
      { start: { line: 2, character: 2 }, end: { line: 2, character: 5 } },
    ]);
    expect(warnings).toEqual([
      '/lists/.postfix-tls-policy.json:2:33: "unsafe-level-may" takes one of "error", "warning", "information", "hint", "off"; did you mean off? (and 1 more). Until this is mended, only the rest of the configuration counts.',
    ]);
    tell([reading('{}')]);
    expect(published[1]).toEqual({ uri, diagnostics: [] });
    tell([broken]);
    expect(published).toHaveLength(3);
    expect(warnings).toHaveLength(1);
  });

  it('goes with the file', () => {
    tell([reading('{')]);
    tell([reading('', null)]);
    expect(published.map(({ diagnostics }) => diagnostics.length)).toEqual([1, 0]);
  });

  it('may be that it can not be read', () => {
    tell([failed('/lists/.postfix-tls-policy.json: permission denied')]);
    tell([failed('/lists/.postfix-tls-policy.json: permission denied')]);
    expect(published).toEqual([]);
    expect(warnings).toEqual([
      '/lists/.postfix-tls-policy.json: permission denied. Until this is mended, only the rest of the configuration counts.',
    ]);
  });

  it('is a message without links and control characters', () => {
    tell([reading('{"[a](command:b)\\u0007": 1}')]);
    expect(warnings[0]).not.toContain('](');
    expect(warnings[0]).not.toMatch(/\p{Cc}/u);
  });
});
