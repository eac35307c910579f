import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
} from 'vscode-languageserver/node';
import { configFileName } from '../config/list-config';
import type { ClientFeatures } from './client-features';
import { registerCodeActions } from './code-action';
import { registerCompletion } from './completion';
import { type ConfigFiles, createConfigFiles } from './config-files';
import { createConfigProblems } from './config-problems';
import { createConfiguration } from './configuration';
import type { ServerContext } from './context';
import type { ToldDiagnostics } from './diagnostics';
import { registerDocumentFacts } from './document-facts';
import { createEvidenceStore } from './evidence-store';
import { registerCommands } from './execute-command';
import { registerHover } from './hover';
import { registerImprovements } from './improvements';
import { createInstalledPostfix } from './installed-postfix';
import { createLimiter } from './limiter';
import { registerEntries } from './list-entries';
import { createModelCache } from './model-cache';
import { createDocuments } from './open-document';
import { createProbeRegistry } from './probe-registry';
import { refreshDiagnostics, registerPullDiagnostics } from './pull-diagnostics';
import { createDiagnosticPusher, type DiagnosticPusher } from './push-diagnostics';
import { createOtherDocuments, type OtherDocuments } from './recheck-others';
import type { Runtime } from './runtime';
import { settingsSection } from './settings';
import { createTextFollower } from './site/follow-texts';
import { createOpenSites } from './site/open-sites';
import { setMainCf } from './site/set-main-cf';
import { createSiteChecks } from './site/site-checks';
import { createTableWatcher } from './site/watch-tables';
import { registerStructure } from './structure';
import { registerTextDocumentContent } from './text-document-content';
import { registerVerifyStatus } from './verify-status';
import { createVerifying } from './verifying';
import { createWorkspaceFolders } from './workspace-folders';
import { createWorkspaceTexts } from './workspace-texts';

/** Sent by our VS Code client when the person grants trust; the server then probes without being restarted. */
export const trustGrantedNotification = 'postfixTlsPolicy/didGrantWorkspaceTrust';

/** Next-hops that are probed at the same time; the others wait. */
const concurrentProbes = 4;

/** Sets up all that is offered to an editor with these features; what it offers differs by them. */
export function serve(connection: Connection, runtime: Runtime, client: ClientFeatures): void {
  let trusted = client.workspaceTrusted;
  connection.onNotification(trustGrantedNotification, () => {
    trusted = true;
    // What was refused before may be done now.
    configuration.changed(undefined);
    checkAgain(context, pusher);
  });
  const models = createModelCache();
  const configFiles = createConfigFiles({
    readNearest: runtime.readNearestFile,
    now: () => performance.now(),
    told: createConfigProblems(connection),
    changed: () => checkAgain(context, pusher),
  });
  const documents = createDocuments((before, after, edits) => {
    models.edited(before, after, edits);
    siteChecks.edited(after.uri, edits);
  });
  const now = (): number => performance.now();
  const folders = createWorkspaceFolders(connection, client, now);
  const watchTables = createTableWatcher(connection, client.watchesFolders);
  const followTexts = createTextFollower(connection, client.registerTexts);
  const sites = createOpenSites({
    runtime,
    documents,
    models,
    configuration: () => configuration,
    folders,
    now,
    changed: () => checkAgain(context, pusher),
    watch(tables, routes) {
      watchTables([...tables, ...routes]);
      followTexts(routes);
    },
  });
  const siteChecks = createSiteChecks({
    sites,
    look: runtime.lookAtFile,
    now,
    changed: () => checkAgain(context, pusher),
  });
  const configuration = createConfiguration(
    connection,
    client.pullConfiguration,
    client.initialSettings,
    (uri) => configFiles.of(uri),
    (uri, setting) => setMainCf(uri, setting, folders),
    (uri, mainCf) => sites.named(uri, mainCf),
    createInstalledPostfix(runtime.askPostconf, () => trusted, connection),
  );
  const context: ServerContext = {
    connection,
    runtime,
    client,
    documents,
    models,
    configuration,
    sites,
    siteChecks,
    texts: createWorkspaceTexts({ folders, runtime, documents, configuration }, now),
    reports: createEvidenceStore(),
    probes: createProbeRegistry(),
    limiter: createLimiter(concurrentProbes),
    verifying: createVerifying(runtime, client, connection.console, () => checkAgain(context, pusher)),
    told: new Set(),
    checkAgain: () => checkAgain(context, pusher),
    isTrusted: () => trusted,
  };
  const pusher = client.pullDiagnostics ? null : createDiagnosticPusher(context);
  const told = pusher?.told ?? registerPullDiagnostics(context);
  registerCodeActions(context);
  registerStructure(context);
  registerHover(context);
  registerCompletion(context);
  registerCommands(context);
  registerTextDocumentContent(context);
  registerEntries(context);
  registerImprovements(context);
  registerVerifyStatus(context);
  registerDocumentFacts(context);
  followDocuments(context, pusher);
  const others = followOthers(context, pusher, told);
  followConfiguration(context, pusher, [configFiles, sites, siteChecks]);
  connection.onShutdown(() => {
    context.probes.closeAll();
    context.verifying.end();
    others.stop();
  });
}

function followDocuments({ connection, ...context }: ServerContext, pusher: DiagnosticPusher | null): void {
  const { documents, models, configuration, sites, siteChecks, probes } = context;
  documents.onDidChangeContent(({ document }) => pusher?.push(document));
  documents.onDidClose(({ document: { uri } }) => {
    models.forget(uri);
    configuration.forget(uri);
    sites.forget(uri);
    siteChecks.forget(uri);
    // Nobody waits for a line in a document that is gone.
    probes.closeDocument(uri);
    pusher?.clear(uri);
  });
  documents.listen(connection);
}

/** What one document says may concern the others of its site. */
function followOthers(context: ServerContext, pusher: DiagnosticPusher | null, told: ToldDiagnostics): OtherDocuments {
  const { documents } = context;
  const others = createOtherDocuments(context, told, (changed) => {
    if (!pusher) refreshDiagnostics(context);
    for (const document of changed) pusher?.push(document);
  });
  documents.onDidChangeContent(() => others.edited());
  documents.onDidClose(() => others.edited());
  return others;
}

function followConfiguration(
  context: ServerContext,
  pusher: DiagnosticPusher | null,
  files: readonly Pick<ConfigFiles, 'reread'>[],
): void {
  const { connection, client, configuration } = context;
  connection.onInitialized(() => {
    if (client.registerConfiguration) {
      void connection.client.register(DidChangeConfigurationNotification.type, { section: settingsSection });
    }
    if (client.registerWatchedFiles) {
      const watchers = [configFileName, 'main.cf', 'master.cf'].map((name) => ({ globPattern: `**/${name}` }));
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    }
  });
  connection.onDidChangeConfiguration(({ settings }) => {
    configuration.changed(settings);
    context.verifying.machine.forget();
    checkAgain(context, pusher);
  });
  connection.onDidChangeWatchedFiles(() => {
    for (const each of files) void each.reread();
  });
}

/** Something besides the texts is another now. */
function checkAgain(context: ServerContext, pusher: DiagnosticPusher | null): void {
  if (pusher) pusher.pushAll();
  else refreshDiagnostics(context);
}
