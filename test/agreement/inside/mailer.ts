import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Delivery, readDeliveries } from '../../oracle/delivery';
import type { Table } from '../../oracle/inside/postfix-instance';
import { run } from '../../oracle/inside/run';

/** Sends messages through a running instance, phase after phase. */
export interface Mailer {
  /**
   * Sends one message to the recipients of each table and waits for all verdicts, as long as no more than `silence` seconds
   * pass without a new one: how long all take is for the machine to say.
   *
   * Where the handshake fails, the message is tried a second time when it is older than `minimalBackoffSeconds`: only
   * then Postfix goes on without TLS at a level that lets it (smtp_proto.c, PLAINTEXT_FALLBACK_OK_AFTER_STARTTLS_FAILURE).
   */
  readonly send: (tables: readonly Table[], silence: number) => Promise<readonly Delivery[]>;
}

/** minimal_backoff_time of each transport. */
export const minimalBackoffSeconds = 1;

const pollMs = 100;

export function createMailer(folder: string): Mailer {
  const etc = path.join(folder, 'etc');
  const log = path.join(folder, 'mail.log');
  return {
    send: async (tables, silence) => {
      const from = statSync(log).size;
      for (const { id, recipients } of tables) if (recipients.length > 0) await inject(etc, id, recipients);
      const injected = Date.now();
      const expected = new Set(tables.flatMap(({ id, recipients }) => recipients.map((each) => `${id} ${each}`)));
      const first = await untilAll(log, from, expected, 0, silence);
      const failed = [...first.values()].filter(hasFailedHandshake);
      const keys = new Set(failed.map(keyOf));
      if (keys.size === 0) return [...first.values()];
      // The age is counted in whole seconds.
      await pause(Math.max(0, injected + (minimalBackoffSeconds + 1) * 1000 - Date.now()));
      for (const id of new Set(failed.map(({ queueId }) => queueId))) {
        await run('postqueue', ['-c', etc, '-i', id]);
      }
      const second = await untilAll(log, from, keys, 1, silence);
      return [...first.entries()].map(([key, delivery]) => second.get(key) ?? delivery);
    },
  };
}

/** Whichever host it was: the last word may be about another. */
function hasFailedHandshake({ status, log, reply }: Delivery): boolean {
  return status === 'deferred' && [...log, reply].some((text) => text.includes('Cannot start TLS: handshake failure'));
}

async function inject(etc: string, id: string, recipients: readonly string[]): Promise<void> {
  const message = `From: ${id}@sender.invalid\nTo: undisclosed-recipients:;\nSubject: agreement\n\nA message.\n`;
  await run('sendmail', ['-C', etc, '-f', `${id}@sender.invalid`, ...recipients], message);
}

/** The verdicts with the index `attempt` on each key, from the log as it grows. */
async function untilAll(
  log: string,
  from: number,
  keys: ReadonlySet<string>,
  attempt: number,
  silence: number,
): Promise<ReadonlyMap<string, Delivery>> {
  let text = '';
  let verdicts = 0;
  let read = from;
  let heard = Date.now();
  for (;;) {
    const grown = await readFrom(log, read);
    read += grown.length;
    text += grown.toString('utf8');
    const news = grown.toString('latin1').split(', status=').length - 1;
    if (news > 0) heard = Date.now();
    verdicts += news;
    // To read the whole log is dear, and to no purpose while it can't hold all verdicts.
    if (grown.length > 0 && verdicts >= keys.size * (attempt + 1)) {
      const found = attemptsOf(readDeliveries(text), attempt);
      if ([...keys].every((key) => found.has(key))) return new Map([...found].filter(([key]) => keys.has(key)));
    }
    if (Date.now() > heard + silence * 1000) {
      const found = attemptsOf(readDeliveries(text), attempt);
      const missing = [...keys].filter((key) => !found.has(key));
      throw new Error(`no verdict on ${missing.slice(0, 20).join(', ')}; the log ends:\n${text.slice(-2_000)}`);
    }
    await pause(pollMs);
  }
}

function attemptsOf(deliveries: readonly Delivery[], attempt: number): ReadonlyMap<string, Delivery> {
  const counts = new Map<string, number>();
  const found = new Map<string, Delivery>();
  for (const delivery of deliveries) {
    const key = keyOf(delivery);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    if (count === attempt) found.set(key, delivery);
  }
  return found;
}

function keyOf({ table, recipient }: Delivery): string {
  return `${table} ${recipient}`;
}

/** Whole lines only: the last may be half written. */
async function readFrom(file: string, from: number): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const buffer = Buffer.alloc(size - from);
    await handle.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, buffer.lastIndexOf(10) + 1);
  } finally {
    await handle.close();
  }
}
