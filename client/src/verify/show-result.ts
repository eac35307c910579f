import { Location, type TestItem, TestMessage, type TestRun } from 'vscode';
import { inOneLine } from '../../../server/src/text/sentences';
import type { ToldEntry } from '../../../server/src/verify/told-entry';

/** Shows in a run what became of an entry. An entry that protects less still delivers mail: it passes, and the diagnostics warn. */
export function showResult(run: TestRun, item: TestItem, told: ToldEntry, output: string): void {
  const location = item.uri && item.range ? new Location(item.uri, item.range) : undefined;
  const [first = '', ...rest] = output.split(/(?<=\n)/);
  // Output with a place stands behind the line in the editor, where the message or the diagnostic tells of the other outcomes.
  append(run, first, item, told.outcome === 'untested' ? location : undefined);
  append(run, rest.join(''), item);
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

function append(run: TestRun, text: string, item: TestItem, place?: Location): void {
  // The panel is a terminal.
  if (text !== '') run.appendOutput(text.replace(/\r?\n/g, '\r\n'), place, item);
}

function failure({ words, details, expected, actual }: ToldEntry, location: Location | undefined): TestMessage {
  const message = TestMessage.diff(inOneLine([`${words}.`, ...details]), expected, actual);
  if (location !== undefined) message.location = location;
  return message;
}
