import { setTimeout } from 'node:timers/promises';
import type { Cause } from '../cause';
import type { WeaknessEvidence } from '../evidence';
import type { DeepOptions } from '../options';
import { type Stop, untilStopped } from '../stop';
import { type AskMeans, askServer } from './ask';
import { clientHello, type Offer } from './client-hello';
import { createFindings, type Findings, type OldProtocol, oldProtocols } from './findings';
import { versionName, versions } from './protocols';
import { type Reaction, readAsked } from './read-asked';
import { sslv2ClientHello } from './sslv2';
import { commonSuites, type SuiteWeakness, suitesOf, weakSuites } from './suites';

/** Connections to one server; most need five or six. */
export const connectionLimit = 8;

export interface DeepMeans extends AskMeans {
  readonly stop: Stop;
  readonly pacing: DeepOptions;
}

/**
 * Asks a server that speaks TLS for old protocols and weak ciphers: one connection for each hello, with a pause before.
 * A server, or a way to it, that does not want any more is left alone. Never rejects for what the network does; what was
 * ended or cut short is untested, with the cause.
 */
export async function lookDeep(means: DeepMeans): Promise<readonly WeaknessEvidence[]> {
  const findings = createFindings();
  const questioner = createQuestioner(means);
  await untilStopped(
    means.stop,
    async () => {
      for (const protocol of oldProtocols) await askForProtocol(protocol, findings, questioner);
      await askForSuites(versions.tls12, findings, questioner);
    },
    () => undefined,
  );
  return findings.close(means.stop.cause() ?? questioner.ended ?? tooMany);
}

const tooMany: Cause = {
  id: 'limit',
  text: `${connectionLimit} connections were made, and a server is not asked more`,
};

/** Null where nothing may be asked any more. */
interface Questioner {
  ask(offer: Offer | null): Promise<Exclude<Reaction, { kind: 'not-asked' }> | null>;
  /** What ended the questions before the limit. */
  readonly ended: Cause | null;
}

function createQuestioner(means: DeepMeans): Questioner {
  let left = connectionLimit;
  let ended: Cause | null = null;
  return {
    async ask(offer) {
      if (left === 0 || ended !== null) return null;
      left--;
      await pause(means);
      const hello = offer === null ? sslv2ClientHello() : clientHello(offer);
      const reaction = readAsked(await askServer(hello, means), offer);
      if (reaction.kind !== 'not-asked') return reaction;
      ended = reaction.cause;
      return null;
    },
    get ended() {
      return ended;
    },
  };
}

/** By chance longer, so that many probes don't come in step. */
async function pause({ pacing, stop }: DeepMeans): Promise<void> {
  await setTimeout(pacing.pause * (1 + Math.random()), undefined, { signal: stop.signal });
}

async function askForProtocol(
  { weakness, version }: OldProtocol,
  findings: Findings,
  questioner: Questioner,
): Promise<void> {
  if (!findings.isOpen(weakness)) return;
  const reaction = await questioner.ask(version === versions.sslv2 ? null : anyOf(version, findings));
  switch (reaction?.kind) {
    case 'agreed':
      findings.agreed(reaction.version, reaction.suite);
      // A server that does not speak the version falls back to an older one.
      findings.refused([weakness], `chose ${versionName(reaction.version)}`);
      break;
    case 'agreed-sslv2':
      findings.accepted(weakness, `${versionName(version)}, ${reaction.ciphers.join(', ')}`);
      break;
    case 'refused':
      findings.refused([weakness], reaction.seen);
      break;
    case 'unclear':
      findings.untested([weakness], reaction.cause);
      break;
    case undefined:
      break;
  }
}

/** All suites, weak ones of which nothing is known first: a server that goes by the client's order tells about them, too. */
function anyOf(version: number, { openSuites }: Findings): Offer {
  const first = suitesOf(openSuites);
  const others = weakSuites.filter((suite) => !first.includes(suite));
  return { version, suites: [...first, ...commonSuites, ...others].map(({ code }) => code) };
}

/**
 * Offers nothing but suites that are weak by something that is not known yet, until the server takes none of them. Those
 * for export belong to the oldest protocols (RFC 4346 appendix A.5), so that the refusal is asked for there once more.
 */
async function askForSuites(version: number, findings: Findings, questioner: Questioner): Promise<void> {
  for (let open = findings.openSuites; open.size > 0; open = findings.openSuites) {
    const reaction = await questioner.ask({ version, suites: suitesOf(open).map(({ code }) => code) });
    switch (reaction?.kind) {
      case 'agreed':
        findings.agreed(reaction.version, reaction.suite);
        break;
      case 'refused':
        return refusedAll(open, version, reaction.seen, findings, questioner);
      case 'unclear':
        findings.untested(open, reaction.cause);
        return;
      case 'agreed-sslv2':
      case undefined:
        return;
    }
  }
}

async function refusedAll(
  open: ReadonlySet<SuiteWeakness>,
  version: number,
  seen: string,
  findings: Findings,
  questioner: Questioner,
): Promise<void> {
  const oldest = oldProtocols.find((each) => each.version >= versions.sslv3 && findings.hasAccepted(each.weakness));
  if (oldest === undefined || oldest.version >= version) findings.refused(open, seen);
  else await askForSuites(oldest.version, findings, questioner);
}
