/**
 * Run inside a namespace: probes every scenario with the product, writes every variant of an entry and every advised
 * one into policy tables, has Postfix deliver by them, to all addresses, to each address alone and under attack, and
 * leaves all that was seen as `output.json`.
 */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { scenarios } from '../../../lab/scenarios';
import { createProber } from '../../../server/src/probe/probe';
import { advise } from '../../../server/src/verdict/advise';
import { anySender, dnssecSender } from '../../../server/src/verdict/sender';
import { startPostfix } from '../../oracle/inside/postfix-instance';
import { run } from '../../oracle/inside/run';
import { attackerHosts } from '../attackers';
import { attacks } from '../attacks';
import { triedScenarios } from '../conduct';
import { adviceTables, baselineTables } from '../entry-kinds';
import type { AgreementOutput, AttackCell, Book, ProfileAdvice } from '../output';
import { sentNames, variants } from '../variants';
import { createMailer } from './mailer';
import { deliverAll, deliverAlone, deliverUnderAttack } from './phases';
import { probeAll } from './probe-all';
import { tableFor, variantTable } from './tables';
import { startWorld } from './world';

async function main(folder: string): Promise<void> {
  const { seconds, timed } = stopwatch();
  const world = await timed('world', async () => startWorld(folder));
  const prober = createProber(world.probeOptions);
  const evidence = await timed('probes', async () => probeAll(triedScenarios, prober));
  // Where there is no server, a name for it changes nothing; and a resolver that is asked again may fail in another way.
  const served = triedScenarios.filter(({ id }) => evidence[id]?.hosts.some(({ addresses }) => addresses.length > 0));
  const named = await timed('names', async () => probeAll(served, prober, sentNames));
  const namedEvidence = { ...evidence, ...named };
  const advice: Record<string, ProfileAdvice> = {};
  for (const [id, seen] of Object.entries(evidence)) {
    advice[id] = { dnssec: advise(seen, dnssecSender), any: advise(seen, anySender) };
  }
  const tried = variants.map((variant) => variantTable(variant, triedScenarios, evidence));
  const advised = adviceTables.map(({ id, profile, settings }) => {
    const found = scenarios.filter((scenario) => advice[scenario.id]?.[profile].status === 'found');
    return tableFor(
      id,
      found.map((scenario) => advice[scenario.id]?.[profile].entry ?? ''),
      found,
      settings,
    );
  });
  const anyFound = scenarios.filter(({ id }) =>
    [advice[id]?.dnssec, advice[id]?.any].some((each) => each?.status === 'found'),
  );
  const baselines = baselineTables.map(({ id, value }) =>
    tableFor(
      id,
      anyFound.map(({ domain }) => `${domain} ${value}`),
      anyFound,
    ),
  );
  const { caFile } = await world.lab.files(folder);
  const etc = path.join(folder, 'etc');
  const postfix = await timed('postfix', async () =>
    startPostfix(folder, [...tried, ...advised, ...baselines], {
      caFile,
      settings: {
        default_process_limit: '6',
        // A destination that failed once is to be tried again, by the next phase.
        default_destination_concurrency_failed_cohort_limit: '0',
        // The order of the records, so that the figures are the same in each run; each address is also tried alone.
        smtp_randomize_addresses: 'no',
        smtp_connect_timeout: '3s',
        smtp_helo_timeout: '10s',
      },
    }),
  );
  const stage = {
    world,
    evidence,
    mailer: createMailer(folder),
    reload: async () => {
      await run('postfix', ['-c', etc, 'reload']);
    },
  };
  const all = await timed('all', async () => deliverAll(stage, [...tried, ...advised]));
  const eachAddress = new Set(variants.filter(({ atEachAddress }) => atEachAddress).map(({ id }) => id));
  const alone = await timed('alone', async () =>
    deliverAlone(
      stage,
      tried.filter(({ id }) => eachAddress.has(id)),
    ),
  );
  const attackedAdvice = new Set(adviceTables.filter(({ isAttacked }) => isAttacked).map(({ id }) => id));
  const targets = [...advised.filter(({ id }) => attackedAdvice.has(id)), ...baselines];
  const attacked: AttackCell[] = [];
  const books: Book[] = [all.book, ...alone.books];
  await timed('attacks', async () => {
    for (const attack of attacks) {
      const { cells, book } = await deliverUnderAttack(stage, attack, targets);
      attacked.push(...cells);
      books.push(book);
    }
  });
  await postfix.stop();
  await world.unbound.stop();
  await world.lab.stop();
  const output: AgreementOutput = {
    postfixVersion: (await run('postconf', ['-dh', 'mail_version'])).trim(),
    evidence,
    namedEvidence,
    advice,
    tables: Object.fromEntries([...tried, ...advised, ...baselines].map(({ id, text = '' }) => [id, text])),
    cells: [...all.cells, ...alone.cells],
    attacks: attacked,
    attackerAddresses: world.lab.world.hosts
      .filter(({ name }) => attackerHosts.includes(name))
      .flatMap(({ addresses }) => addresses),
    books,
    seconds,
  };
  writeFileSync(path.join(folder, 'output.json'), JSON.stringify(output));
}

function stopwatch(): {
  readonly seconds: Readonly<Record<string, number>>;
  readonly timed: <T>(part: string, task: () => Promise<T>) => Promise<T>;
} {
  const seconds: Record<string, number> = {};
  return {
    seconds,
    timed: async (part, task) => {
      const start = performance.now();
      const result = await task();
      seconds[part] = Math.round(performance.now() - start) / 1000;
      return result;
    },
  };
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
