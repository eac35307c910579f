import type { CancellationToken } from 'vscode-languageserver/node';
import { describeAge } from '../text/age';
import { spokenLocale } from '../text/locale';
import { counted, t } from '../text/translate';
import type { StatusLine, VerifyStatus } from '../verify/conversation';
import { isStillJudged } from '../verify/judged-as';
import { type VerifyOutcome, verifyOutcomes } from '../verify/outcome';
import { entryId, type ToldEntry } from '../verify/told-entry';
import type { ServerContext } from './context';
import { policyNow } from './entries';
import { createNaming } from './named-entries';
import { safely } from './safely';
import { asRecord } from './settings';
import { termsFor } from './terms';

/** Our own request: what is known of an open table and of this machine, for a status display. Nobody is contacted. */
export const verifyStatusRequest = 'postfixTlsPolicy/verifyStatus';

export function registerVerifyStatus(context: ServerContext): void {
  context.connection.onRequest<VerifyStatus | null, never>(
    verifyStatusRequest,
    (params: unknown, token: CancellationToken) =>
      safely(context.connection.console, 'telling the status', null, token, async () => {
        const { uri } = asRecord(params);
        return typeof uri === 'string' ? statusOf(context, uri) : null;
      }),
  );
}

async function statusOf(context: ServerContext, uri: string): Promise<VerifyStatus | null> {
  const policy = policyNow(context, uri, await context.configuration.ofDocument(uri));
  if (policy === null) return null;
  const { sender } = await termsFor(context, uri);
  const results = await context.verifying.results.of(uri);
  const nameOf = createNaming();
  const told = policy.entries.flatMap(({ key, value, line }): readonly ToldEntry[] => {
    const known = results.get(entryId(nameOf(key)));
    return known && isStillJudged(known, { value: value.value, line: line.text }, sender) ? [known] : [];
  });
  const { resolver, route } = await context.configuration.ofProbe();
  const { dnssec, port } = context.verifying.machine.now();
  return {
    verified: tellResults(told, policy.entries.length),
    resolver: {
      title: resolver === '' ? t('Resolver of the system') : t('Resolver {0}', resolver),
      detail: t(dnssecWords[answerOf(dnssec)]),
    },
    route: {
      title: route === '' || route === 'direct' ? t('Direct connections') : t('Route {0}', route),
      detail: t(portWords[answerOf(port)]),
    },
  };
}

type Answer = 'yes' | 'no' | 'unknown';

function answerOf(known: boolean | null): Answer {
  if (known === null) return 'unknown';
  return known ? 'yes' : 'no';
}

const dnssecWords: Readonly<Record<Answer, string>> = {
  yes: 'DNSSEC can be proven over it',
  no: 'DNSSEC can’t be proven over it, and so no DANE',
  unknown: 'Whether DNSSEC can be proven over it is not known yet',
};

const portWords: Readonly<Record<Answer, string>> = {
  yes: 'Mail servers can be reached',
  no: 'Mail servers can’t be reached: port 25 is closed',
  unknown: 'Whether mail servers can be reached is not known yet',
};

const countWords: Readonly<Record<Exclude<VerifyOutcome, 'holds'>, string>> = {
  fails: '{0} fail',
  weaker: '{0} protect less than they say',
  upgradable: '{0} could be stronger',
  untested: '{0} not tested',
};

function tellResults(told: readonly ToldEntry[], entries: number): StatusLine {
  const count = (...wanted: readonly VerifyOutcome[]): number =>
    told.filter(({ outcome }) => wanted.includes(outcome)).length;
  const last = told
    .map(({ verifiedAt }) => verifiedAt)
    .sort()
    .at(-1);
  if (last === undefined) return { title: t('Not verified'), detail: counted(entries, 'One entry', '{0} entries') };
  const age = describeAge(Date.now() - Date.parse(last), spokenLocale());
  return {
    title: t('{0} of {1} entries hold', count('holds', 'upgradable'), entries),
    detail: [
      t('Last run: {0}', age),
      ...verifyOutcomes.flatMap((outcome) =>
        outcome === 'holds' || count(outcome) === 0 ? [] : [t(countWords[outcome], count(outcome))],
      ),
    ].join('; '),
  };
}
