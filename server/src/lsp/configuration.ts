import type { Connection } from 'vscode-languageserver/node';
import type { ListConfig } from '../config/list-config';
import type { PostfixVersions } from '../language/postfix-versions';
import type { NamedTable } from '../site/table-type';
import type { InstalledPostfix } from './installed-postfix';
import {
  asRecord,
  type DocumentSettings,
  type ProbeSettings,
  readDocumentSettings,
  readProbeSettings,
  settingsSection,
} from './settings';

/**
 * The settings of the editor, asked for once and kept until it says that they changed; and what the list says about
 * itself where they leave it open.
 */
export interface Configuration {
  /** The same object as long as nothing has changed. */
  ofDocument(uri: string): Promise<DocumentSettings>;
  /**
   * The releases of Postfix that a document is reviewed for: those of the editor's settings, else of a configuration, which is that
   * of the base; null where neither names any.
   */
  releasesFor(uri: string, config: ListConfig): Promise<PostfixVersions | null>;
  /** Asked for without a scope: no folder takes part in deciding whom we contact. */
  ofProbe(): Promise<ProbeSettings>;
  /** The editor's settings changed; `pushed` is what it sent, for editors that can't be asked. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
}

/**
 * @param configOf what a configuration file says for a document; the same object as long as it says the same.
 * @param mainCfOf the path that a setting `mainCf` means for a document; null for none.
 * @param namedOf how a main.cf names a document, likewise; told the path that the setting means.
 * @param installed the release of the installed Postfix, likewise.
 */
export function createConfiguration(
  connection: Pick<Connection, 'workspace'>,
  canPull: boolean,
  initialSettings: unknown,
  configOf: (uri: string) => Promise<ListConfig>,
  mainCfOf: (uri: string, setting: unknown) => Promise<string | null>,
  namedOf: (uri: string, mainCf: string | null) => Promise<NamedTable | null>,
  installed: InstalledPostfix,
): Configuration {
  const sections = new Map<string, Promise<unknown>>();
  const settled = new Map<string, Settled>();
  let pushed: unknown = ownSection(initialSettings);

  async function section(scopeUri?: string): Promise<unknown> {
    if (!canPull) return pushed;
    return (await connection.workspace.getConfiguration({
      section: settingsSection,
      ...(scopeUri === undefined ? {} : { scopeUri }),
    })) as unknown;
  }

  function sectionOf(uri: string): Promise<unknown> {
    const known = sections.get(uri);
    if (known) return known;
    // A failed question is no reason to stop checking; it is asked again the next time.
    const asked = section(uri).catch(() => void sections.delete(uri));
    sections.set(uri, asked);
    return asked;
  }

  return {
    async ofDocument(uri) {
      const [raw, config] = await Promise.all([sectionOf(uri), configOf(uri)]);
      const mainCf = await mainCfOf(uri, asRecord(raw)['mainCf']);
      const named = await namedOf(uri, mainCf);
      const known = settled.get(uri);
      const isSame = known?.config === config && known.raw === raw && known.named === named;
      if (isSame && known.settings.mainCf === mainCf) return known.settings;
      const read = readDocumentSettings(raw, config, named, mainCf);
      const settings = read.asksInstalled ? { ...read, postfixVersions: await installed() } : read;
      settled.set(uri, { raw, config, named, settings });
      return settings;
    },
    async releasesFor(uri, config) {
      const { postfixVersions, asksInstalled } = readDocumentSettings(await sectionOf(uri), config);
      return asksInstalled ? installed() : postfixVersions;
    },
    async ofProbe() {
      return readProbeSettings(await section());
    },
    changed(settings) {
      sections.clear();
      settled.clear();
      if (!canPull && settings !== undefined && settings !== null) pushed = ownSection(settings);
    },
    forget(uri) {
      sections.delete(uri);
      settled.delete(uri);
    },
  };
}

/** The settings of a document, and what they were made of. */
interface Settled {
  readonly raw: unknown;
  readonly config: ListConfig;
  readonly named: NamedTable | null;
  readonly settings: DocumentSettings;
}

/** Editors send either the section itself or all settings with the section in it. */
function ownSection(settings: unknown): unknown {
  return asRecord(settings)[settingsSection] ?? settings;
}
