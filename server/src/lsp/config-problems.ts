import { pathToFileURL } from 'node:url';
import { type Connection, DiagnosticSeverity, MessageType, ShowMessageNotification } from 'vscode-languageserver/node';
import { describeProblem } from '../config/parse-config';
import { createLineIndex } from '../text/line-index';
import { t } from '../text/translate';
import type { ConfigReading } from './config-files';
import { plainMessage } from './plain-message';
import { diagnosticSource } from './to-diagnostics';

/**
 * Tells what is wrong with configuration files: a diagnostic on each place, and one warning a mistake, for whoever does
 * not see the list of problems. No editor asks us about these files, so their diagnostics are always pushed.
 */
export function createConfigProblems(
  connection: Pick<Connection, 'sendDiagnostics' | 'sendNotification'>,
): (readings: readonly ConfigReading[]) => void {
  /** The paths of the files that have diagnostics now, with the text that these are of. */
  const marked = new Map<string, string>();
  const warned = new Set<string>();

  function warn(text: string): void {
    if (warned.has(text)) return;
    warned.add(text);
    const message = plainMessage(t('{0}. Until this is mended, only the rest of the configuration counts.', text));
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }

  function mark({ path, text, problems }: ConfigReading & { readonly path: string }): void {
    if (marked.get(path) === text) return;
    marked.set(path, text);
    const lines = createLineIndex(text);
    void connection.sendDiagnostics({
      uri: pathToFileURL(path).href,
      diagnostics: problems.map(({ span, message }) => ({
        range: { start: lines.positionAt(span.start), end: lines.positionAt(span.end) },
        severity: DiagnosticSeverity.Error,
        source: diagnosticSource,
        message,
      })),
    });
  }

  return (readings) => {
    const broken = new Map<string, ConfigReading & { readonly path: string }>();
    for (const reading of readings) {
      if (reading.failure !== null) warn(reading.failure);
      if (reading.path === null || reading.problems.length === 0) continue;
      broken.set(reading.path, { ...reading, path: reading.path });
    }
    for (const path of marked.keys()) {
      if (broken.has(path)) continue;
      marked.delete(path);
      void connection.sendDiagnostics({ uri: pathToFileURL(path).href, diagnostics: [] });
    }
    for (const reading of broken.values()) {
      mark(reading);
      const [first, ...more] = reading.problems;
      const others = more.length === 0 ? '' : t(' (and {0} more)', more.length);
      if (first) warn(`${reading.path}:${describeProblem(reading.text, first)}${others}`);
    }
  };
}
