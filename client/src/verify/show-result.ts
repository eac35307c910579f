import { Location, type TestItem, TestMessage, type TestRun } from 'vscode';
import { inOneLine } from '../../../server/src/text/sentences';
import type { ToldEntry } from '../../../server/src/verify/told-entry';

/** Shows in a run what became of an entry. An entry that protects less still delivers mail: it passes, and the diagnostics warn. */
export function showResult(run: TestRun, item: TestItem, told: ToldEntry, output: string): void {
  const location = item.uri && item.range ? new Location(item.uri, item.range) : undefined;
  // Output with a place stands behind the line in the editor, where the message or the diagnostic tells of the others.
  const place = told.outcome === 'untested' ? location : undefined;
  // The panel is a terminal.
  if (output !== '') run.appendOutput(output.replace(/\r?\n/g, '\r\n'), place, item);
  switch (told.outcome) {
    case 'fails': {
      run.failed(item, failure(told, location));
      return;
    }
    case 'untested': {
      run.skipped(item);
      return;
    }
    case 'holds':
    case 'upgradable':
    case 'weaker': {
      run.passed(item);
      return;
    }
  }
}

function failure({ words, details, expected, actual }: ToldEntry, location: Location | undefined): TestMessage {
  const message = TestMessage.diff(inOneLine([`${words}.`, ...details]), expected, actual);
  if (location !== undefined) message.location = location;
  return message;
}
