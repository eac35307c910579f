import esbuild from 'esbuild';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { root } from '../editor/paths';

/** The names that a piece exports, and those of them that a function in it gives another value. */
function exportsOf(code: string): { readonly all: ReadonlySet<string>; readonly changed: readonly string[] } {
  const file = ts.createSourceFile('piece.js', code, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const all = new Set<string>();
  for (const statement of file.statements) {
    if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) continue;
    if (!ts.isNamedExports(statement.exportClause)) continue;
    for (const { name, propertyName } of statement.exportClause.elements) all.add((propertyName ?? name).text);
  }
  const changed: string[] = [];
  const look = (node: ts.Node, isInFunction: boolean): void => {
    const target = isInFunction ? assignedName(node) : null;
    if (target !== null && all.has(target)) changed.push(target);
    const isFunction = ts.isFunctionLike(node);
    node.forEachChild((child) => look(child, isInFunction || isFunction));
  };
  look(file, false);
  return { all, changed };
}

function assignedName(node: ts.Node): string | null {
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const assigns = kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    return assigns && ts.isIdentifier(node.left) ? node.left.text : null;
  }
  const isStep =
    (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken || node.operator === ts.SyntaxKind.MinusMinusToken);
  return isStep && ts.isIdentifier(node.operand) ? node.operand.text : null;
}

it('sees an export that a function changes', () => {
  const code = 'let a = 1, b = 2, c = 3; function f() { a = 2; b++; } c = 4; export { a, b as d, c };';
  expect(exportsOf(code).changed).toEqual(['a', 'b']);
});

// The pieces of dist/ hand on what they export as it is once they are loaded (esbuild.mjs).
it('no piece of the server and the command line exports what changes later', async () => {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { server: 'server/src/lsp/main.ts', cli: 'server/src/cli/main.ts' },
    outdir: 'nowhere',
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    write: false,
  });
  const pieces = outputFiles.map(({ text }) => exportsOf(text));
  expect(pieces.filter(({ all }) => all.size > 0).length).toBeGreaterThan(10);
  expect(pieces.flatMap(({ changed }) => changed)).toEqual([]);
});
