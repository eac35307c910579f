import type { Connection } from 'vscode-languageserver/node';
import type { ClientFeatures } from './client-features';
import type { Configuration } from './configuration';
import type { EvidenceStore } from './evidence-store';
import type { Limiter } from './limiter';
import type { ModelCache } from './model-cache';
import type { OpenDocuments } from './open-document';
import type { ProbeRegistry } from './probe-registry';
import type { Runtime } from './runtime';
import type { SiteChecks } from './site/site-checks';
import type { Sites } from './site/sites';
import type { Verifying } from './verifying';
import type { WorkspaceTexts } from './workspace-texts';

/** What every request of one connection shares; made when the editor has introduced itself. */
export interface ServerContext {
  readonly connection: Connection;
  readonly runtime: Runtime;
  readonly client: ClientFeatures;
  readonly documents: OpenDocuments;
  readonly models: ModelCache;
  readonly configuration: Configuration;
  readonly sites: Sites;
  readonly siteChecks: SiteChecks;
  readonly texts: WorkspaceTexts;
  readonly reports: EvidenceStore;
  readonly probes: ProbeRegistry;
  readonly limiter: Limiter;
  readonly verifying: Verifying;
  /** What was told once and need not be told again. */
  readonly told: Set<string>;
  /** Has the diagnostics told again, since something besides the texts is another now. */
  readonly checkAgain: () => void;
  readonly isTrusted: () => boolean;
}
