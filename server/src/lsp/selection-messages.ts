import { counted, t } from '../text/translate';
import type { Advice } from '../verdict/advice';
import type { SeenTarget } from './probed';
import { mostSelected, type SelectedTargets } from './selected-targets';

/** Names and lines told in a message; all of them are in the report. */
const mostTold = 5;

/** Asked before the entries of several domains are written; names that nobody but plain DNS vouches for are told. */
export function askForEntries(seen: readonly SeenTarget[], selected: SelectedTargets): string {
  const found = seen.flatMap(({ advice }) => advice.entry ?? []);
  const plain = [...new Set(seen.flatMap(({ advice }) => advice.confirm))];
  const lines = listed(found.map((entry) => `"${entry}"`));
  return [
    found.length === 1 ? t('Insert {0}?', lines) : t('Insert {0} entries: {1}?', found.length, lines),
    ...(plain.length === 0
      ? []
      : [t('Names that came from plain DNS, which anybody on the way can forge: {0}.', listed(plain))]),
    ...others(seen),
    ...leftOut(selected),
  ].join(' ');
}

/** What came of a selection. */
export function describeSelection(
  entries: readonly string[],
  seen: readonly SeenTarget[],
  selected: SelectedTargets,
): string {
  const head =
    entries.length === 0
      ? t('No entry was inserted.')
      : counted(entries.length, 'One entry was inserted.', '{0} entries were inserted.');
  return [head, ...others(seen), ...leftOut(selected)].join(' ');
}

/** The domains without an entry. */
function others(seen: readonly SeenTarget[]): readonly string[] {
  const withStatus = (status: Advice['status']) =>
    seen.filter(({ advice }) => advice.status === status).map(({ target }) => target.nextHop);
  const [none, untested] = [withStatus('none'), withStatus('untested')];
  return [
    ...(none.length === 0 ? [] : [t('Nothing can be guaranteed: {0}.', listed(none))]),
    ...(untested.length === 0 ? [] : [t('Could not be tested: {0}.', listed(untested))]),
  ];
}

/** What was not looked at, and why. */
export function leftOut({ withoutSamples, beyond }: SelectedTargets): readonly string[] {
  return [
    ...(withoutSamples.length === 0
      ? []
      : [
          t(
            'Left out, since no sample of the domains below is known: {0}. A comment right above can name some: # tls-policy-test: a{1}',
            listed(withoutSamples),
            withoutSamples[0] ?? '',
          ),
        ]),
    ...(beyond.length === 0
      ? []
      : [
          t(
            'Left out, as one run asks for {0} domains: {1}. Select them again, or let the command line probe the list.',
            mostSelected,
            listed(beyond),
          ),
        ]),
  ];
}

function listed(items: readonly string[]): string {
  const rest = items.length - mostTold;
  return rest > 0 ? t('{0} and {1} more', items.slice(0, mostTold).join(', '), rest) : items.join(', ');
}
