import { type SymbolInformation, SymbolKind } from 'vscode-languageserver/node';
import type { NameList, Structure } from '../language/structure';
import { structureOf } from '../languages/structures';
import { bestFits, fitOf } from '../text/fuzzy';
import { abortSignalOf } from './abort-signal';
import type { ServerContext } from './context';
import { safely } from './safely';
import type { WorkspaceText } from './workspace-texts';

/** More than a person reads; whoever wants another types one more letter. */
const mostSymbols = 500;

const kinds: Readonly<Record<Structure['nameKind'], SymbolKind>> = {
  entry: SymbolKind.Key,
  parameter: SymbolKind.Property,
};

/** `workspace/symbol`: the keys of all tables and the parameters of all main.cf, open or in a folder of the workspace. */
export function registerWorkspaceSymbols({ connection, texts }: ServerContext): void {
  const namesOf = createNameCache();
  connection.onWorkspaceSymbol(({ query }, token) =>
    safely<SymbolInformation[]>(connection.console, 'workspace symbols', [], token, async () => {
      const folded = query.replace(/\s+/g, '').toLowerCase();
      const best = bestFits<() => SymbolInformation>(mostSymbols);
      for (const text of await texts.all(abortSignalOf(token))) {
        const structure = structureOf(text.language);
        if (structure === null || token.isCancellationRequested) continue;
        const { names, starts } = namesOf(text, structure);
        for (const [index, name] of names.entries()) {
          best.add(fitOf(folded, name), () => () => toSymbol(text, structure, name, starts[index] ?? 0));
        }
      }
      return best.items().map((symbol) => symbol());
    }),
  );
}

function toSymbol(
  { uri, label, lines }: WorkspaceText,
  structure: Structure,
  name: string,
  start: number,
): SymbolInformation {
  const range = { start: lines().positionAt(start), end: lines().positionAt(start + name.length) };
  return { name, kind: kinds[structure.nameKind], location: { uri, range }, containerName: label };
}

/** A person types several letters to find one symbol, and the texts stay the same meanwhile. */
function createNameCache(): (text: WorkspaceText, structure: Structure) => NameList {
  const known = new Map<
    string,
    { readonly text: string; readonly tableType: string | null; readonly names: NameList }
  >();
  return ({ uri, text, tableType }, structure) => {
    const found = known.get(uri);
    if (found?.text === text && found.tableType === tableType) return found.names;
    const names = structure.names(text, { tableType });
    known.set(uri, { text, tableType, names });
    return names;
  };
}
