import type { DnsMessage, Exchange, Question } from '../dns/record';

/**
 * A wire message has at most 64 KiB, so that this bounds the memory too. Many probes at once have hundreds of questions
 * under way, beside what all of them want to know of the zones above.
 */
export const maxEntries = 1024;
const maxSeconds = 3600;

interface Entry {
  readonly reply: Promise<DnsMessage>;
  readonly controller: AbortController;
  waiting: number;
  /** In milliseconds since 1970; infinite while the question is under way. */
  expires: number;
}

/**
 * Asks each question once: whoever asks the same while it is under way waits for the same reply, and later it comes
 * from memory for as long as its records may live. A question is given up when nobody waits for it any more.
 */
export function shareExchange(exchange: Exchange, now: () => Date): Exchange {
  const entries = new Map<string, Entry>();

  const start = (key: string, question: Question): Entry => {
    const controller = new AbortController();
    const entry: Entry = { reply: exchange(question, controller.signal), controller, waiting: 0, expires: Infinity };
    const keepFor = (seconds: number): void => {
      entry.expires = now().getTime() + seconds * 1000;
      if (seconds === 0 && entries.get(key) === entry) entries.delete(key);
    };
    entry.reply.then(
      (message) => keepFor(secondsToLive(message)),
      () => keepFor(0),
    );
    return entry;
  };
  /** The last one in the order of a map is the newest. */
  const renew = (key: string, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
    if (entries.size <= maxEntries) return;
    const [oldest] = entries.keys();
    if (oldest !== undefined) entries.delete(oldest);
  };

  return async (question, signal) => {
    signal.throwIfAborted();
    const key = `${question.type} ${question.name}${question.checked ? ' checked' : ''}`;
    const known = entries.get(key);
    const entry = known !== undefined && known.expires > now().getTime() ? known : start(key, question);
    renew(key, entry);
    return waitFor(entry, signal, () => {
      if (entries.get(key) === entry) entries.delete(key);
    });
  };
}

async function waitFor(entry: Entry, signal: AbortSignal, forget: () => void): Promise<DnsMessage> {
  entry.waiting++;
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([entry.reply, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    entry.waiting--;
    if (entry.waiting === 0 && entry.expires === Infinity && signal.aborted) {
      forget();
      entry.controller.abort(signal.reason);
    }
  }
}

/** The smallest time to live of a reply; none at all for one without records, which is a failure or a forgery. */
function secondsToLive({ answer, authority }: DnsMessage): number {
  const lives = [...answer, ...authority].map(({ ttl }) => ttl);
  return lives.length === 0 ? 0 : Math.min(maxSeconds, ...lives);
}
