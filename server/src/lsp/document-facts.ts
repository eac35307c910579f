import type { CancellationToken } from 'vscode-languageserver/node';
import { configFileName } from '../config/list-config';
import type { LanguageName } from '../language/language';
import { assumedVersions, describeVersions, type PostfixVersions } from '../language/postfix-versions';
import type { PolicyDocument } from '../policy/document';
import type { TableType } from '../postfix/table-types';
import { t } from '../text/translate';
import type { ServerContext } from './context';
import { policyOf } from './entries';
import { plainMessage } from './plain-message';
import { safely } from './safely';
import {
  asRecord,
  type DocumentSettings,
  settingsSection,
  type TableTypeSource,
  type VersionsSource,
} from './settings';

/**
 * A request of our own, so that an editor can show what a document is judged by. It takes `{ textDocument: { uri } }` and
 * answers {@link DocumentFacts}, or null for a document that is not open or in none of our languages.
 */
export const documentFactsRequest = 'postfixTlsPolicy/documentFacts';

/** What a document is judged by besides its text. The texts are for people, in the language of the editor. */
export interface DocumentFacts {
  readonly language: LanguageName;
  /** Null for main.cf and master.cf. */
  readonly table: TableFacts | null;
  readonly postfix: PostfixFacts;
}

/** The lookup table type of a policy table. */
export interface TableFacts {
  /** Null where nothing but the content tells: an indexed table, or one of patterns. */
  readonly type: TableType | null;
  readonly hasPatterns: boolean;
  readonly from: TableTypeSource;
  /** The path of the main.cf that names the table; null where none does. */
  readonly mainCf: string | null;
  /** A word or two. */
  readonly title: string;
  /** The sentence that tells where this is known from. */
  readonly reason: string;
}

/** The releases of Postfix. */
export interface PostfixFacts extends Pick<PostfixVersions, 'from' | 'to'> {
  readonly source: 'comment' | 'installed' | VersionsSource | 'assumed';
  readonly title: string;
  readonly reason: string;
}

/** Answers `postfixTlsPolicy/documentFacts`. */
export function registerDocumentFacts(context: ServerContext): void {
  const { connection } = context;
  connection.onRequest(documentFactsRequest, (params: unknown, token: CancellationToken) =>
    safely<DocumentFacts | null>(connection.console, 'facts', null, token, () => factsOf(context, readUri(params))),
  );
}

async function factsOf(context: ServerContext, uri: string): Promise<DocumentFacts | null> {
  const settings = await context.configuration.ofDocument(uri);
  const document = context.documents.get(uri);
  const model = document ? context.models.modelOf(document, settings) : null;
  if (model === null) return null;
  const policy = policyOf(model);
  return {
    language: model.language.name,
    table: policy && tableFacts(policy, settings),
    postfix: postfixFacts(model.versions(), settings),
  };
}

function tableFacts({ tableType: type, hasPatterns }: PolicyDocument, settings: DocumentSettings): TableFacts {
  const { tableTypeFrom: from, namedIn: mainCf } = settings;
  const title = type ?? (hasPatterns ? t('patterns') : t('indexed'));
  return { type, hasPatterns, from, mainCf, title, reason: reasonOfType(from, mainCf, hasPatterns) };
}

function reasonOfType(from: TableTypeSource, mainCf: string | null, hasPatterns: boolean): string {
  if (from === 'main-cf') return t('{0} names the table so.', plainMessage(mainCf ?? 'main.cf'));
  if (from === 'content') {
    return hasPatterns
      ? t('Nothing tells the type. The first lines are patterns, so this is a regexp or pcre table.')
      : t('Nothing tells the type. The first lines are no patterns, so this is an indexed table, such as hash.');
  }
  return t('{0} says so.', namesOf('tableType')[from]);
}

function postfixFacts(versions: PostfixVersions, settings: DocumentSettings): PostfixFacts {
  const { from, to } = versions;
  const source = sourceOf(versions, settings);
  return { from, to, source, title: describeVersions(versions), reason: reasonOfVersions(source, settings) };
}

/** The releases are the very object that the settings hold, unless a comment in the file came before it. */
function sourceOf(versions: PostfixVersions, settings: DocumentSettings): PostfixFacts['source'] {
  const { postfixVersions, postfixVersionsFrom, asksInstalled } = settings;
  if (versions === postfixVersions) return asksInstalled ? 'installed' : (postfixVersionsFrom ?? 'assumed');
  return versions === assumedVersions ? 'assumed' : 'comment';
}

function reasonOfVersions(source: PostfixFacts['source'], { asksInstalled }: DocumentSettings): string {
  if (source === 'installed') return t('It is installed on this machine.');
  if (source === 'assumed') {
    return asksInstalled
      ? t('The installed Postfix could not be asked for its version.')
      : t('Nothing tells which Postfix reads the file.');
  }
  return source === 'comment'
    ? t('A comment in the file says so.')
    : t('{0} says so.', namesOf('postfixVersion')[source]);
}

/** Where a person set something by this name. */
function namesOf(name: string): Readonly<Record<VersionsSource, string>> {
  return { setting: `${settingsSection}.${name}`, configuration: configFileName };
}

function readUri(params: unknown): string {
  const { uri } = asRecord(asRecord(params)['textDocument']);
  return typeof uri === 'string' ? uri : '';
}
