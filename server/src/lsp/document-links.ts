import { pathToFileURL } from 'node:url';
import type { DocumentLink } from 'vscode-languageserver/node';
import type { FileName } from '../language/file-names';
import type { MainCfDocument } from '../maincf/document';
import { mainCfFileNames } from '../maincf/file-names';
import type { MasterCfDocument } from '../mastercf/document';
import { masterCfFileNames } from '../mastercf/file-names';
import type { PolicyDocument } from '../policy/document';
import { policyFileNames } from '../policy/file-names';
import { placesOf } from '../site/file-places';
import { parametersAt } from '../site/site';
import { type Asked, askStructure } from './ask-structure';
import type { ServerContext } from './context';
import { toRange } from './positions';
import { placeOf, sitePath } from './site/site-place';
import type { OpenSite } from './site/sites';

/** Files that are looked for at most. */
const mostLinks = 500;

/** `textDocument/documentLink`: the tables and other files that are named, as far as they are there; in a copy those of the copy. */
export function registerDocumentLinks(context: ServerContext): void {
  const { connection, runtime, sites } = context;
  connection.onDocumentLinks(({ textDocument }, token) =>
    askStructure<DocumentLink>(context, 'links', textDocument, token, async (asked) => {
      const own = sitePath(textDocument.uri);
      const site = await sites.of(textDocument.uri);
      if (own === null) return [];
      const place = site?.place ?? placeOf(own);
      const links = namesIn(asked, site)
        .slice(0, mostLinks)
        .map(async ({ path, span }): Promise<DocumentLink[]> => {
          for (const candidate of placesOf(path, place)) {
            if ((await runtime.fileRevision(candidate)) === null) continue;
            return [{ range: toRange(asked.open, span), target: pathToFileURL(candidate).href }];
          }
          return [];
        });
      return (await Promise.all(links)).flat();
    }),
  );
}

function namesIn({ language, parsed }: Asked, site: OpenSite | null): readonly FileName[] {
  const parameters = site && parametersAt(site.mainCf, site.place, site.versions);
  const expand = (text: string): string | null => {
    const outcome = parameters?.expand(text);
    return outcome === undefined ? text : outcome.kind === 'value' ? outcome.text : null;
  };
  switch (language.name) {
    case 'main-cf':
      return mainCfFileNames(parsed as MainCfDocument, expand);
    case 'master-cf':
      return masterCfFileNames(parsed as MasterCfDocument, expand);
    case 'policy':
      return policyFileNames(parsed as PolicyDocument);
  }
}
