import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitLogicalLines } from '../text/logical-lines';
import { applyEdits } from '../text/span';
import { checkDocument } from './check';
import { followLines } from './follow-lines';
import { defaultCheckOptions, defaultParseOptions } from './language';
import type { LineLanguage } from './line-language';
import type { DocumentNode, NodeRule, ParsedDocument, RelatedRule } from './rule';

type Toy = ParsedDocument & { readonly nodes: readonly DocumentNode[] };

const about = {
  title: 'For the test',
  severity: 'warning',
  since: '0.1.0',
  docs: '',
  fix: 'none',
  bad: [],
  good: [],
} as const;

const nameOf = ({ line }: DocumentNode): string => line.text.trim();

let checkedNodes: string[] = [];

/** Notes which nodes it looks at; finds a mistake on those with an x. */
const noX: NodeRule<Toy, DocumentNode> = {
  ...about,
  id: 'no-x',
  scope: 'node',
  check({ line }, _document, report) {
    checkedNodes.push(line.text);
    if (line.text.includes('x')) report({ span: line.span, message: 'x' });
  },
};

/** `a` needs a line `.a`, and so depends on lines that it does not name itself by. Silent where all is well. */
const needsDot: RelatedRule<Toy, DocumentNode> = {
  ...about,
  id: 'needs-dot',
  scope: 'related',
  check(node, others, _document, report) {
    const name = nameOf(node);
    if (name.startsWith('.') || others.named(`.${name}`).length > 0) return;
    report({ span: node.line.span, message: `no .${name}` });
  },
};

/** The opposite: a finding that appears with the other line. */
const dislikesDash: RelatedRule<Toy, DocumentNode> = {
  ...about,
  id: 'dislikes-dash',
  scope: 'related',
  check(node, others, _document, report) {
    const [dash] = others.named(`-${nameOf(node)}`);
    if (dash) report({ span: node.line.span, message: '-', related: [{ span: dash.line.span, message: 'this' }] });
  },
};

const toy: LineLanguage<Toy, DocumentNode, object> = {
  rules: [noX, needsDot, dislikesDash],
  parse: (text) => {
    const { lines, comments } = splitLogicalLines(text);
    return { text, lines, comments, nodes: lines.map((line) => ({ line })) };
  },
  nodesOf: ({ nodes }) => nodes,
  firstLines: 0,
  factsOf: () => ({}),
  nodeOf: (line) => ({ line }),
  nameOfLine: (line) => line.text.trim(),
  nameOf,
  usedIn: () => [],
  views: { own: [], relations: [] },
  documentOf: (parts) => parts,
};

const follow = (text: string) => followLines(toy, text, defaultParseOptions, defaultCheckOptions);

describe('following lines', () => {
  it('finds what reading the whole text finds', () => {
    const part = fc.constantFrom('a\n', 'b\n', '.a\n', '.b\n', '-a\n', 'x\n', '\n', ' ', '#', '# a\n', 'a', '.');
    const edit = fc.record({ at: fc.nat(20), length: fc.nat(6), newText: part });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.array(edit, { maxLength: 10 }), (parts, edits) => {
        let text = parts.join('');
        const live = follow(text);
        for (const { at, length, newText } of edits) {
          const start = Math.min(at, text.length);
          const one = { span: { start, end: Math.min(start + length, text.length) }, newText };
          text = applyEdits(text, [one]);
          live.edit(text, one);
          const whole = toy.parse(text, defaultParseOptions);
          const named = { nodes: whole.nodes, nameOf };
          expect(live.findings()).toEqual(checkDocument(toy.rules, whole, named, defaultCheckOptions));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('looks again at nothing but the lines in reach of an edit', () => {
    const lines = Array.from({ length: 50 }, (_, index) => `line${index}x\n`);
    const text = lines.join('');
    const live = follow(text);
    live.findings();
    checkedNodes = [];
    const start = text.indexOf('line25');
    const edit = { span: { start: start + 2, end: start + 3 }, newText: 'NN' };
    live.edit(applyEdits(text, [edit]), edit);
    expect(live.findings()).toHaveLength(100);
    expect(checkedNodes).toEqual(['liNNe25x']);
  });
});
