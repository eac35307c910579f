import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import type { MainCfDocument, Parameter } from '../maincf/document';
import { type Setting, setParameters } from '../maincf/set-parameters';
import { isTemplated } from '../maincf/templates';
import { daneSettings } from '../maincf/turn-on-dane';
import type { PolicyDocument } from '../policy/document';
import { parameterFacts } from '../postfix/parameters';
import { holds } from '../text/editor-line';
import { visible } from '../text/escape';
import type { TextEdit } from '../text/span';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import type { Model } from './model-cache';
import type { OpenDocument } from './open-document';
import { toLspEdits, toWorkspaceEdit } from './positions';
import type { PostureRequest } from './posture-command';
import { postureCommand } from './server-commands';
import { nameInMainCf } from './site/name-in-main-cf';
import { otherTexts } from './site/site-texts';

/** The parameters at which a person thinks of DANE. */
const aboutDane: ReadonlySet<string> = new Set([
  'smtp_tls_security_level',
  'smtp_dns_support_level',
  'smtp_host_lookup',
  'smtp_tls_policy_maps',
]);

/** Refactorings of main.cf, and those that a table needs there. */
export async function siteActions(
  context: ServerContext,
  document: OpenDocument,
  model: Model,
  offset: number,
): Promise<readonly CodeAction[]> {
  if (model.language.name === 'main-cf') {
    return [...turnOnDane(context, document, model, offset), ...explainPosture(document, model, offset)];
  }
  if (model.language.name === 'policy') return addTable(context, document, model.document as PolicyDocument);
  return [];
}

function turnOnDane(
  { client }: ServerContext,
  document: OpenDocument,
  model: Model,
  offset: number,
): readonly CodeAction[] {
  const mainCf = model.document as MainCfDocument;
  const here = mainCf.parameters.find(({ line }) => holds(line.span, offset));
  if (here === undefined || !aboutDane.has(here.name.text)) return [];
  const settings = daneSettings(mainCf, model.versions());
  const edits = settings && setParameters(mainCf, settings);
  if (settings === null || edits === null || edits.length === 0) return [];
  const told = settings.map(([name, value]: Setting) => `${name} = ${value}`).join(', ');
  return [
    {
      title: t('Turn on DANE: {0}', visible(told, 300)),
      kind: CodeActionKind.RefactorRewrite,
      edit: toWorkspaceEdit(document, edits, client.versionedEdits),
    },
  ];
}

/** Offered at settings about TLS: what all of them come to together. */
function explainPosture({ uri }: OpenDocument, model: Model, offset: number): readonly CodeAction[] {
  const { parameters } = model.document as MainCfDocument;
  const here = parameters.find(({ line }) => holds(line.span, offset));
  if (here === undefined || parameterFacts(here.name.text)?.isTls !== true) return [];
  const title = t('Explain the TLS posture of this server');
  return [
    {
      title,
      kind: CodeActionKind.RefactorRewrite,
      command: { title, command: postureCommand, arguments: [{ uri } satisfies PostureRequest] },
    },
  ];
}

/** Offered for a table beside a main.cf, or for which a setting names one, that no client asks. */
async function addTable(
  context: ServerContext,
  document: OpenDocument,
  { hasPatterns }: PolicyDocument,
): Promise<readonly CodeAction[]> {
  const { uri } = document;
  const site = await context.sites.of(uri);
  const { tableType } = await context.configuration.ofDocument(uri);
  const reference = site && nameInMainCf(site, uri, tableType, hasPatterns);
  if (site === null || reference === null) return [];
  const list = site.mainCf.effective.get('smtp_tls_policy_maps');
  const edits = listTable(site.mainCf, list, reference);
  if (edits === null) return [];
  const main = otherTexts(context, site, uri).find(({ document: each }) => each === site.mainCf);
  if (main === undefined) return [];
  const target = { uri: main.uri, version: main.open?.version ?? null };
  const changes = toLspEdits(main, edits);
  return [
    {
      title: t('Add this table to smtp_tls_policy_maps as {0}', visible(reference, 200)),
      kind: CodeActionKind.RefactorRewrite,
      edit: context.client.versionedEdits
        ? { documentChanges: [{ textDocument: target, edits: changes }] }
        : { changes: { [main.uri]: changes } },
    },
  ];
}

/** Behind the other tables: they come first as before. */
function listTable(mainCf: MainCfDocument, list: Parameter | undefined, reference: string): readonly TextEdit[] | null {
  if (list === undefined || list.value.text === '') return setParameters(mainCf, [['smtp_tls_policy_maps', reference]]);
  if (isTemplated(list)) return null;
  const { end } = list.value.span;
  return [{ span: { start: end, end }, newText: `${list.value.text.endsWith(',') ? '' : ','} ${reference}` }];
}
