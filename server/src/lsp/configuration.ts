import type { Connection } from 'vscode-languageserver/node';
import {
  asRecord,
  type DocumentSettings,
  type ProbeSettings,
  readDocumentSettings,
  readProbeSettings,
  settingsSection,
} from './settings';

/** The settings of the editor, asked for once and kept until it says that they changed. */
export interface Configuration {
  ofDocument(uri: string): Promise<DocumentSettings>;
  /** Asked for without a scope: no folder takes part in deciding whom we contact. */
  ofProbe(): Promise<ProbeSettings>;
  /** The editor's settings changed; `pushed` is what it sent, for editors that can't be asked. */
  changed(pushed: unknown): void;
  forget(uri: string): void;
}

export function createConfiguration(
  connection: Pick<Connection, 'workspace'>,
  canPull: boolean,
  initialSettings: unknown,
): Configuration {
  const ofDocuments = new Map<string, Promise<DocumentSettings>>();
  let pushed: unknown = ownSection(initialSettings);

  async function section(scopeUri?: string): Promise<unknown> {
    if (!canPull) return pushed;
    return (await connection.workspace.getConfiguration({
      section: settingsSection,
      ...(scopeUri === undefined ? {} : { scopeUri }),
    })) as unknown;
  }

  return {
    ofDocument(uri) {
      const known = ofDocuments.get(uri);
      if (known) return known;
      // A failed question is no reason to stop checking; it is asked again the next time.
      const asked = section(uri).then(readDocumentSettings, () => {
        ofDocuments.delete(uri);
        return readDocumentSettings(undefined);
      });
      ofDocuments.set(uri, asked);
      return asked;
    },
    async ofProbe() {
      return readProbeSettings(await section());
    },
    changed(settings) {
      ofDocuments.clear();
      if (!canPull && settings !== undefined && settings !== null) pushed = ownSection(settings);
    },
    forget: (uri) => void ofDocuments.delete(uri),
  };
}

/** Editors send either the section itself or all settings with the section in it. */
function ownSection(settings: unknown): unknown {
  return asRecord(settings)[settingsSection] ?? settings;
}
