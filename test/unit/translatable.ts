import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { commands } from '../../server/src/cli/commands';
import { localeOption } from '../../server/src/cli/locale-option';
import { allRules } from '../../server/src/languages/languages';

import { attributes } from '../../server/src/postfix/attributes';
import { levelFacts } from '../../server/src/postfix/levels';
import { grammarTexts, valueWords } from '../../server/src/postfix/value-words';

export const root = join(import.meta.dirname, '../..');

/** One text in a call of `t` or `counted` (the server) or `l10n.t` (the client). */
export interface TranslatedCall {
  /** The file and line, for messages. */
  readonly place: string;
  /** Null where the text is computed: then it comes out of a table. */
  readonly text: string | null;
  /** How many values fill it in; null where they are spread. */
  readonly values: number | null;
  /** Made while a module loads, when no language is set yet. */
  readonly tooEarly: boolean;
}

/** The source files of the product in these folders and below. */
export function sourceFiles(folders = ['client/src', 'server/src']): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('/testing/'));
}

export function translatedCalls(path: string): readonly TranslatedCall[] {
  const source = readFileSync(join(root, path), 'utf8');
  if (!/\b(?:t|counted)\(/.test(source)) return [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const calls: TranslatedCall[] = [];
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    if (ts.isCallExpression(node)) {
      const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const textOf = (text: ts.Expression | undefined): string | null =>
        text !== undefined && ts.isStringLiteralLike(text) ? text.text : null;
      const [first, ...values] = node.arguments;
      const name = node.expression.getText();
      if (/^(?:l10n\.)?t$/.test(name)) {
        const spread = values.some((value) => ts.isSpreadElement(value));
        calls.push({ place, text: textOf(first), values: spread ? null : values.length, tooEarly: !isInFunction });
        if (first !== undefined && textOf(first) === null) {
          for (const text of textsOfTable(first, file)) {
            calls.push({ place, text, values: spread ? null : values.length, tooEarly: !isInFunction });
          }
        }
      }
      if (name === 'counted') {
        for (const [index, value] of values.entries()) {
          calls.push({ place, text: textOf(value), values: index, tooEarly: !isInFunction });
        }
      }
    }
    ts.forEachChild(node, (child) => visit(child, isInFunction || ts.isFunctionLike(node)));
  };
  visit(file, false);
  return calls;
}

/** The texts that `t(table[key])`, `t(table[key].member)` and `t(constant)` may show, from the declaration in the same file. */
function textsOfTable(expression: ts.Expression, file: ts.SourceFile): readonly string[] {
  if (ts.isBinaryExpression(expression)) return textsOfTable(expression.left, file);
  const member = ts.isPropertyAccessExpression(expression) ? expression.name.text : null;
  const place = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
  const table = ts.isElementAccessExpression(place) ? place.expression : place;
  const declarations = file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  const initializer = declarations.find(({ name }) => name.getText() === table.getText())?.initializer;
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer)) {
      if (member === null || node.name.getText() === member) texts.push(node.initializer.text);
    } else if (ts.isStringLiteralLike(node)) {
      if (member === null) texts.push(node.text);
    } else if (ts.isPropertyAssignment(node)) visit(node.initializer);
    else ts.forEachChild(node, visit);
  };
  if (initializer) visit(initializer);
  return texts;
}

/** The texts of tables, which stand there in English and are translated where they are shown. */
export function tableTexts(): readonly string[] {
  return [
    localeOption.help,
    ...allRules().map(({ rule }) => rule.title),
    'nothing',
    'authenticates nothing',
    ...Object.values(levelFacts).flatMap((facts) => [facts.summary, facts.authenticates, facts.fallsBack, facts.dns]),
    ...Object.values(grammarTexts),
    ...attributes.flatMap(({ name, summary, value }) => [
      summary,
      ...valueWords(name, value.kind).map((word) => word.summary),
    ]),
    ...commands.flatMap(({ summary, description, options }) => [
      summary,
      ...description,
      ...Object.values(options).map(({ help }) => help),
    ]),
  ].filter((text) => text !== null);
}
