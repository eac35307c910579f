import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSshLog, logLimit, type SshProgress } from './ssh-log';

const login = 'Authenticated to mail.example ([192.0.2.1]:22) using "publickey".';
const opening = 'debug2: channel 0: open confirm rwindow 2097152 rmax 32768';
const sharing = 'debug1: mux_client_request_stdio_fwd: master session id: 2';
const refusal = 'channel 0: open failed: connect failed: Connection refused';

describe('the log of ssh', () => {
  it.each<[string, SshProgress, readonly string[], readonly string[]]>([
    ['nothing', 'starting', [], []],
    ['details alone', 'starting', ['debug1: Entering interactive session.', 'debug2: fd 3 setting O_NONBLOCK'], []],
    ['a login', 'logged-in', ['debug1: x', login], [login]],
    ['a connection', 'connected', [login, opening], [login]],
    ['a connection that another one shares', 'connected', [sharing], []],
    ['a login that a banner pretends', 'starting', [` ${login}`, `x ${opening}`], [` ${login}`, `x ${opening}`]],
    ['a refusal', 'logged-in', [login, 'debug2: y', refusal], [login, refusal]],
  ])('%s', (_what, progress, lines, messages) => {
    const log = createSshLog();
    log.add(Buffer.from(lines.map((line) => `${line}\r\n`).join('')));
    expect({ progress: log.progress, messages: log.messages }).toEqual({ progress, messages });
  });

  it('is the same however it is cut, and tells each progress once', () => {
    const text = ['debug1: x', 'hello', login, 'debug2: y', opening, refusal, 'the end'].join('\r\n');
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 20 }), (cuts) => {
        const places = [0, ...cuts.sort((left, right) => left - right), text.length];
        const log = createSshLog();
        const changes = places.slice(1).filter((end, index) => log.add(Buffer.from(text.slice(places[index], end))));
        expect(changes.length).toBeGreaterThanOrEqual(1);
        expect(changes.length).toBeLessThanOrEqual(2);
        expect(log.progress).toBe('connected');
        expect(log.messages).toEqual(['hello', login, refusal, 'the end']);
      }),
    );
  });

  it('keeps the last of much', () => {
    const log = createSshLog();
    for (let index = 0; index < 2_000; index++) log.add(Buffer.from(`message ${index}\n`));
    expect(log.messages.at(-1)).toBe('message 1999');
    expect(log.messages.join('').length).toBeLessThanOrEqual(logLimit);
    expect(log.messages.join('').length).toBeGreaterThan(logLimit / 2);
    for (let index = 0; index < 100; index++) log.add(Buffer.alloc(100_000, 'x'));
    expect(log.messages.join('').length).toBeLessThanOrEqual(logLimit);
    log.add(Buffer.from(`\n${login}\n`));
    expect(log.progress).toBe('logged-in');
  });
});
