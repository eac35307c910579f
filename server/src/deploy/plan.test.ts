import { describe, expect, it } from 'vitest';
import { noConfig } from '../config/list-config';
import { planDeploy } from './plan';

const limits = { maxLoss: 10, allowErrors: false, allowOlder: false };
const ten = Array.from({ length: 10 }, (_, index) => `d${index}.example secure`);
const table = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const without = (...keys: readonly string[]): string =>
  table(...ten.filter((line) => !keys.some((key) => line.startsWith(`${key} `))));

function plan(
  installed: string | null,
  text: string,
  options: Partial<typeof limits & { relation: 'older' | 'unrelated' | 'newer' }> = {},
) {
  const { relation = null, ...own } = options;
  const config = { ...noConfig, tableType: 'hash' as const };
  return planDeploy(installed, { text, relation }, config, { ...limits, ...own });
}

describe('a list is refused', () => {
  it.each<
    [what: string, installed: string | null, text: string, refusal: RegExp, options?: Parameters<typeof plan>[2]]
  >([
    ['with an error', null, table('a.example securee'), /has 1 error/],
    ['with a merge conflict', null, '<<<<<<< HEAD\na.example secure\n', /^Line 1: .*merge conflict/m],
    ['with hidden characters', null, table('a.example secure', '# \u202e'), /^Line 2: A new line holds characters/],
    [
      'that allows older protocols in 2 of 10',
      table(...ten.map((line) => `${line} protocols=>=TLSv1.3`)),
      table(...ten.map((line, index) => (index < 2 ? line : `${line} protocols=>=TLSv1.3`))),
      /2 of 10/,
    ],
    ['without an entry', null, '# nothing\n', /no entry/],
    ['without an entry in the place of many', table(...ten), '', /10 of 10 entries/],
    [
      'that lacks 2 of 10',
      table(...ten),
      without('d1', 'd2', 'd1.example', 'd2.example'),
      /2 of 10 entries in force \(20 %\)/,
    ],
    [
      'that weakens 2 of 10',
      table(...ten),
      table(...ten.map((line, index) => (index < 2 ? line.replace('secure', 'may') : line))),
      /2 of 10/,
    ],
    [
      'that takes the sub-domains of two keys',
      table(...ten, '.a.example secure', '.b.example secure'),
      table(...ten, 'a.example secure', 'b.example secure'),
      /2 of 12/,
    ],
    ['that lacks 1 of 10 where none may', table(...ten), without('d1.example'), /1 of 10/, { maxLoss: 0 }],
    ['of an older commit', table(...ten), table(...ten), /older/, { relation: 'older' }],
    ['of another history', table(...ten), table(...ten), /does not come from/, { relation: 'unrelated' }],
  ])('%s', (_, installed, text, refusal, options) => {
    const { refusals } = plan(installed, text, options);
    expect(refusals.join('\n')).toMatch(refusal);
  });
});

describe('a list is taken', () => {
  it.each<[what: string, installed: string | null, text: string, options?: Parameters<typeof plan>[2]]>([
    ['first of all', null, table(...ten)],
    ['that lacks 1 of 10', table(...ten), without('d1.example')],
    ['of another order, with other comments', table(...ten), table('# by date', ...ten.toReversed())],
    [
      'with a table in the place of which it comes that nobody can use',
      table('a.example securee'),
      table('a.example secure'),
    ],
    [
      'whose missing entries are covered as well',
      table('a.b.example secure', '.b.example secure'),
      table('.b.example secure'),
    ],
    ['that is stronger', table('a.example may'), table('a.example secure')],
    [
      'that is stronger, and allows older protocols',
      table('a.example encrypt protocols=>=TLSv1.3'),
      table('a.example secure'),
    ],
    ['that takes DANE for authorities', table(...ten), table(...ten.map((line) => line.replace('secure', 'dane')))],
    [
      'with errors, where they are allowed',
      null,
      table('a.example secure', 'b.example securee'),
      { allowErrors: true },
    ],
    ['however much is lost, where that is allowed', table(...ten), table('d0.example secure'), { maxLoss: 100 }],
    [
      'of an older commit, where that is allowed',
      table(...ten),
      table(...ten),
      { relation: 'older', allowOlder: true },
    ],
    ['of a newer commit', table(...ten), table(...ten), { relation: 'newer' }],
    [
      'with staged entries, which are comments',
      table(...ten),
      table('# candidate since=2026-01-01: x.example secure', ...ten),
    ],
  ])('%s', (_, installed, text, options) => {
    expect(plan(installed, text, options).refusals).toEqual([]);
  });
});
