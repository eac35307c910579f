/**
 * Run inside a namespace: sends messages whose way hangs on one main.cf and its tables. The policy of each next-hop is one of which Postfix
 * warns, so that the log tells the next-hop, word for word.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Delivery, readDeliveries } from '../delivery';
import { startGoodHost } from './good-host';
import { inParallel } from './in-parallel';
import { startPostfix } from './postfix-instance';
import { run } from './run';

export interface MailRoutesInput {
  /** `@FOLDER@` in the values stands for the folder of the files. The transports are named `t-` and one of their names. */
  readonly settings: Readonly<Record<string, string>>;
  readonly transports: readonly string[];
  /** By their names. */
  readonly files: Readonly<Record<string, string>>;
  /** Each to another recipient. */
  readonly mails: readonly { readonly recipient: string; readonly sender: string }[];
}

export interface MailRoutesOutput {
  readonly deliveries: readonly Delivery[];
}

const seconds = 100;

async function main(folder: string): Promise<void> {
  const input = JSON.parse(readFileSync(path.join(folder, 'input.json'), 'utf8')) as MailRoutesInput;
  const { settings, transports, files, mails } = input;
  const { caFile } = await startGoodHost(folder, []);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const tables = transports.map((id) => ({
    id,
    maps: 'regexp:FILE',
    text: '/^/ none ciphers=none\n',
    recipients: [],
    // It warns of a next-hop once.
    settings: { max_use: '1' },
  }));
  const filled = Object.entries(settings).map(([name, value]) => [name, value.replaceAll('@FOLDER@', folder)] as const);
  const postfix = await startPostfix(folder, tables, { caFile, settings: Object.fromEntries(filled) });
  await inParallel(mails, 4, async ({ recipient, sender }) => {
    await run('sendmail', ['-C', path.join(folder, 'etc'), '-f', sender, recipient], 'Subject: oracle\n\nA message.\n');
  });
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const deliveries = readDeliveries(postfix.log());
    const missing = mails.filter(({ recipient }) => !deliveries.some((each) => each.recipient === recipient));
    if (missing.length === 0) {
      writeFileSync(path.join(folder, 'output.json'), JSON.stringify({ deliveries } satisfies MailRoutesOutput));
      break;
    }
    if (Date.now() > deadline)
      throw new Error(`no verdict for ${JSON.stringify(missing)}; the log ends:\n${postfix.log().slice(-4_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await postfix.stop();
}

main(process.argv[2] ?? '').then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
