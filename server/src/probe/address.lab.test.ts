import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, startLab } from '../../../lab/lab';
import type { SmtpBehaviour } from '../../../lab/scenario';
import { scenarios } from '../../../lab/scenarios';
import { type AddressQuestion, probeAddress } from './address';
import type { CauseId } from './cause';
import type { AddressEvidence } from './evidence';
import { Fault } from './fault';
import type { Deadlines } from './options';
import { type Asked, networkMeans, openSockets, patient, short } from './testing/network-means';

const host = 'mx.secure-mx-name.example';
/** What a probe may last beyond a deadline: connecting, the steps before, and taking leave of a server. */
const slack = 15_000;

const start = async (): Promise<Lab> =>
  startLab({ delayScale: 0.05, scenarios: scenarios.filter(({ domain }) => domain === 'secure-mx-name.example') });
let lab: Lab;
let openBefore: number;
beforeAll(async () => {
  lab = await start();
  openBefore = openSockets();
});
afterAll(async () => lab.stop());
afterEach(async () => {
  await vi.waitFor(() => {
    expect(lab.connections().filter(({ open }) => open)).toEqual([]);
    expect(openSockets()).toBeLessThanOrEqual(openBefore);
  }, 3_000);
  lab.reset();
});

function questionIn({ world }: Lab): AddressQuestion {
  const address = world.hosts.find(({ name }) => name === host)?.addresses[0] ?? '';
  return { host, address, port: 25, tlsa: null };
}

async function probe(asked: Asked = {}): Promise<AddressEvidence> {
  return probeAddress(questionIn(lab), networkMeans(lab, asked));
}

interface Expected {
  readonly outcome: AddressEvidence['outcome'];
  readonly cause?: CauseId;
  /** For a server that has to be waited for in vain. */
  readonly deadlines?: Deadlines;
}

type Table<Name extends keyof SmtpBehaviour> = Readonly<Record<NonNullable<SmtpBehaviour[Name]>, Expected>>;

const session: Expected = { outcome: 'tls' };
const untested = (cause: CauseId, deadlines?: Deadlines): Expected => ({
  outcome: 'untested',
  cause,
  ...(deadlines === undefined ? {} : { deadlines }),
});

const reaches: Table<'reach'> = {
  open: session,
  dead: untested('connect-timeout', short),
  refused: untested('connection-refused'),
};
const greetings: Table<'greeting'> = {
  normal: session,
  'two-step': session,
  control: session,
  temporary: untested('temporary-reply'),
  permanent: untested('permanent-reply'),
  silent: untested('greeting-timeout', short),
  drip: untested('greeting-timeout', short),
  endless: untested('limit'),
  'huge-line': untested('limit'),
  close: untested('connection-closed'),
};
const ehlos: Table<'ehlo'> = {
  normal: session,
  'bare-lf': session,
  // It takes HELO, with which there is no STARTTLS.
  refused: { outcome: 'no-starttls' },
  'mixed-codes': untested('protocol-error'),
  silent: untested('reply-timeout', short),
  endless: untested('limit'),
  'huge-line': untested('limit'),
  close: untested('connection-closed'),
};
const startTlsReplies: Table<'startTls'> = {
  normal: session,
  absent: { outcome: 'no-starttls' },
  temporary: { outcome: 'starttls-refused', cause: 'temporary-reply' },
  permanent: { outcome: 'starttls-refused', cause: 'permanent-reply' },
  glued: untested('plaintext-after-starttls'),
  silent: untested('reply-timeout', short),
  stall: untested('handshake-timeout', short),
  garbage: { outcome: 'tls-failed', cause: 'handshake-failed' },
  close: untested('connection-closed'),
};
const sessions: Table<'tls'> = {
  normal: session,
  tls10: session,
  tls12: session,
  'many-certificates': untested('limit'),
};

const rows = Object.entries({
  reach: reaches,
  greeting: greetings,
  ehlo: ehlos,
  startTls: startTlsReplies,
  tls: sessions,
}).flatMap(([name, table]) => Object.entries(table).map(([value, expected]) => [name, value, expected] as const));

describe('a server', () => {
  it.each(rows)('whose %s is %s', async (name, value, { deadlines = patient, ...expected }: Expected) => {
    await lab.set(host, { [name]: value });
    const started = performance.now();
    const { outcome, cause, ...evidence } = await probe({ deadlines });
    expect({ outcome, ...(cause === undefined ? {} : { cause: cause.id }) }).toEqual(expected);
    expect(performance.now() - started).toBeLessThan((deadlines === short ? short.greeting : 0) + slack);
    expect(evidence.tls !== undefined).toBe(outcome === 'tls');
    expect(evidence.daneTls).toBeUndefined();
    expect(cause?.text ?? '').toMatch(/^\P{C}*$/u);
  });
});

describe('cancelling', () => {
  const waiting = (commands: readonly string[]) => () => expect(lab.connections()[0]?.commands).toEqual(commands);
  it.each([
    ['the connection', { reach: 'dead' }, () => expect(openSockets()).toBeGreaterThan(openBefore)],
    ['the greeting', { greeting: 'silent' }, waiting([])],
    ['the reply to EHLO', { ehlo: 'silent' }, waiting(['EHLO'])],
    ['the reply to STARTTLS', { startTls: 'silent' }, waiting(['EHLO', 'STARTTLS'])],
    ['the handshake', { startTls: 'stall' }, waiting(['EHLO', 'STARTTLS'])],
  ] as const)(
    'ends the wait for %s at once, with the reason, and closes everything',
    async (_what, change, isWaiting) => {
      await lab.set(host, change);
      const controller = new AbortController();
      const reason = new Error('no longer wanted');
      const probing = probe({ signal: controller.signal });
      await vi.waitFor(isWaiting, 15_000);
      const cancelled = performance.now();
      controller.abort(reason);
      await expect(probing).rejects.toBe(reason);
      expect(performance.now() - cancelled).toBeLessThan(15_000);
    },
  );

  it('keeps what was seen where the reason is a cause, such as the deadline of the whole probe', async () => {
    await lab.set(host, { startTls: 'stall' });
    const controller = new AbortController();
    const probing = probe({ signal: controller.signal });
    await vi.waitFor(waiting(['EHLO', 'STARTTLS']), 15_000);
    controller.abort(new Fault('deadline', 'time is over'));
    expect(await probing).toMatchObject({
      outcome: 'untested',
      cause: { id: 'deadline', text: 'time is over' },
      ehlo: { code: 250 },
    });
  });

  it('connects to nothing when it came before', async () => {
    const reason = new Error('too late');
    await expect(probe({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(lab.connections()).toEqual([]);
  });
});

it('survives that the network goes away in mid-dialogue', async () => {
  const other = await start();
  await other.set(host, { ehlo: 'silent' });
  const probing = probeAddress(questionIn(other), networkMeans(other));
  await vi.waitFor(() => expect(other.connections()[0]?.commands).toEqual(['EHLO']), 15_000);
  await other.stop();
  const { outcome, cause } = await probing;
  expect(outcome).toBe('untested');
  expect(['connection-closed', 'connection-reset']).toContain(cause?.id);
});
