import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

/** One token of a line: a half-open range of UTF-16 columns, and its scopes from the root inwards. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly scopes: readonly string[];
}

export const policyScope = 'source.postfix-tls-policy';
export const mainCfScope = 'source.postfix-main-cf';
export const masterCfScope = 'source.postfix-master-cf';

const root = path.resolve(import.meta.dirname, '../..');
const files: Readonly<Record<string, string>> = {
  [policyScope]: 'tls-policy.tmLanguage.json',
  [mainCfScope]: 'main-cf.tmLanguage.json',
  [masterCfScope]: 'master-cf.tmLanguage.json',
};

/**
 * VS Code gives up on a line after 500 ms (`editor.maxTokenizationLineLength` aside). Here other tests run on the same processors;
 * a pattern that backtracks without end takes longer than any of this.
 */
const lineDeadlineMilliseconds = 10_000;

async function loadOniguruma(): Promise<textmate.IOnigLib> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  // A Buffer may sit in a shared pool, so its own part has to be cut out.
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  return {
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (text) => new oniguruma.OnigString(text),
  };
}

const registry = new textmate.Registry({
  onigLib: loadOniguruma(),
  loadGrammar: (scope) => {
    const file = files[scope];
    if (file === undefined) return Promise.resolve(null);
    return Promise.resolve(
      textmate.parseRawGrammar(readFileSync(path.join(root, 'syntaxes', file), 'utf8'), 'grammar.json'),
    );
  },
});

/** A function that splits text into lines of tokens as VS Code does; it throws when a line takes too long. */
export async function createTokenizer(scope: string): Promise<(text: string) => Token[][]> {
  const grammar = await registry.loadGrammar(scope);
  if (grammar === null) throw new Error(`no grammar for ${scope}`);
  return (text) => {
    let stack = textmate.INITIAL;
    return text.split(/\r?\n/).map((line, index) => {
      const result = grammar.tokenizeLine(line, stack, lineDeadlineMilliseconds);
      if (result.stoppedEarly) throw new Error(`line ${index + 1} took longer than ${lineDeadlineMilliseconds} ms`);
      stack = result.ruleStack;
      // The tokenizer counts the line feed, so the last token may end one column behind the line.
      return result.tokens.map(({ startIndex, endIndex, scopes }) => ({
        start: startIndex,
        end: Math.min(endIndex, line.length),
        scopes,
      }));
    });
  };
}

/** The scopes at a column, from the root inwards; empty behind the line. */
export function scopesAt(tokens: readonly Token[], column: number): readonly string[] {
  return tokens.find(({ start, end }) => start <= column && column < end)?.scopes ?? [];
}
