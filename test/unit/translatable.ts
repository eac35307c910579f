import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { commands } from '../../server/src/cli/commands';
import { localeOption } from '../../server/src/cli/locale-option';
import { allRules } from '../../server/src/languages/languages';

export const root = join(import.meta.dirname, '../..');

/** One call of `t` (the server) or `l10n.t` (the client). */
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
  if (!/\bt\(/.test(source)) return [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const calls: TranslatedCall[] = [];
  const visit = (node: ts.Node, isInFunction: boolean): void => {
    if (ts.isCallExpression(node) && /^(?:l10n\.)?t$/.test(node.expression.getText())) {
      const [text, ...values] = node.arguments;
      calls.push({
        place: `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
        text: text !== undefined && ts.isStringLiteralLike(text) ? text.text : null,
        values: values.some((value) => ts.isSpreadElement(value)) ? null : values.length,
        tooEarly: !isInFunction,
      });
    }
    ts.forEachChild(node, (child) => visit(child, isInFunction || ts.isFunctionLike(node)));
  };
  visit(file, false);
  return calls;
}

/** The texts of tables, which stand there in English and are translated where they are shown. */
export function tableTexts(): readonly string[] {
  return [
    localeOption.help,
    ...allRules().map(({ rule }) => rule.title),
    ...commands.flatMap(({ summary, description, options }) => [
      summary,
      ...description,
      ...Object.values(options).map(({ help }) => help),
    ]),
  ];
}
