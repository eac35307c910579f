import { describe, expect, it } from 'vitest';
import type { CauseId } from '../cause';
import { sshFault } from './ssh-fault';

/** The words of OpenSSH 9.2, and of the systems that jump hosts run on, in its messages. */
const endings: Readonly<Record<string, readonly [messages: readonly string[], id: CauseId, text: string]>> = {
  'closed-port': [
    ['channel 0: open failed: connect failed: Connection refused', 'stdio forwarding failed'],
    'connection-refused',
    '192.0.2.1:25 refused the connection from closed-port',
  ],
  'timed-out': [
    ['channel 0: open failed: connect failed: Connection timed out', 'stdio forwarding failed'],
    'connect-timeout',
    '192.0.2.1:25 did not answer timed-out',
  ],
  'timed-out-on-bsd': [
    ['channel 0: open failed: connect failed: Operation timed out', 'stdio forwarding failed'],
    'connect-timeout',
    'did not answer',
  ],
  'no-route': [
    ['channel 0: open failed: connect failed: No route to host', 'stdio forwarding failed'],
    'network-unreachable',
    '192.0.2.1:25 could not be reached from no-route',
  ],
  'unreachable-on-musl': [
    ['channel 0: open failed: connect failed: Network unreachable', 'stdio forwarding failed'],
    'network-unreachable',
    'could not be reached',
  ],
  prohibited: [
    ['channel 0: open failed: administratively prohibited: open failed', 'stdio forwarding failed'],
    'route-failed',
    'prohibited does not let ssh connect to 192.0.2.1:25',
  ],
  shared: [
    ['Stdio forwarding request failed: Session open refused by peer'],
    'route-failed',
    'shared could not connect to 192.0.2.1:25',
  ],
  'unknown-key': [
    [
      'No ED25519 host key is known for [127.0.0.1]:2299 and you have requested strict checking.',
      'Host key verification failed.',
    ],
    'route-failed',
    'the host key of unknown-key is not known',
  ],
  'changed-key': [
    [
      '@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @',
      'Host key for [127.0.0.1]:2299 has changed and you have requested strict checking.',
      'Host key verification failed.',
    ],
    'route-failed',
    'the host key of changed-key is another one than before',
  ],
  'no-login': [
    ['root@127.0.0.1: Permission denied (publickey,password).'],
    'route-failed',
    'no-login did not accept the login',
  ],
  'too-many-keys': [
    ['Received disconnect from 127.0.0.1 port 22:2: Too many authentication failures'],
    'route-failed',
    'did not accept the login',
  ],
  'no-name': [
    ['ssh: Could not resolve hostname no-name: Name or service not known'],
    'route-failed',
    'the name of the jump host no-name could not be resolved',
  ],
  'no-sshd': [
    ['ssh: connect to host no-sshd port 22: Connection refused'],
    'route-failed',
    'no-sshd refused the connection of ssh',
  ],
  'no-answer': [
    ['ssh: connect to host no-answer port 22: Connection timed out'],
    'route-failed',
    'no-answer did not answer ssh',
  ],
  'no-banner': [
    ['Connection timed out during banner exchange', 'Connection to 127.0.0.1 port 22 timed out'],
    'route-failed',
    'no-banner did not answer ssh',
  ],
  'no-network': [
    ['ssh: connect to host no-network port 22: Network is unreachable'],
    'route-failed',
    'no-network could not be reached by ssh',
  ],
  'busy-sshd': [
    ['kex_exchange_identification: Connection closed by remote host', 'Connection closed by 127.0.0.1 port 22'],
    'route-failed',
    'busy-sshd closed the connection of ssh',
  ],
  'bad-settings': [
    ['/etc/ssh/ssh_config: line 1: Bad configuration option: x', '/etc/ssh/ssh_config: terminating, 1 bad options'],
    'route-failed',
    'ssh to bad-settings failed: /etc/ssh/ssh_config: terminating, 1 bad options',
  ],
  escapes: [['\u001b[31mno\u0007 \u202ebad', ''], 'route-failed', 'ssh to escapes failed: '],
  wordless: [[], 'route-failed', 'ssh to wordless failed: it ended with status 255'],
};

const fault = (name: string, messages: readonly string[], host = '192.0.2.1') =>
  sshFault(
    { jump: { user: 'me', host: name, port: null }, destination: { host, port: 25 } },
    { code: 255, signal: null, messages },
  );

describe('why ssh ended', () => {
  it.each(Object.entries(endings))('%s', (name, [messages, id, text]) => {
    const found = fault(name, messages);
    expect({ id: found.id, text: found.message }).toEqual({ id, text: expect.stringContaining(text) as string });
    expect(found.message).toMatch(/^\P{C}*$/u);
    expect(found.message.length).toBeLessThan(300);
  });

  it.each([
    ['No route to host', 'no-ipv6'],
    ['Network is unreachable', 'no-ipv6'],
    ['Cannot assign requested address', 'no-ipv6'],
    ['Address family not supported by protocol', 'no-ipv6'],
    ['Connection refused', 'connection-refused'],
    ['Connection timed out', 'connect-timeout'],
    ['Permission denied', 'network-unreachable'],
  ])('%s at an IPv6 address', (words, id) => {
    const found = fault('mail', [`channel 0: open failed: connect failed: ${words}`], '2001:db8::1');
    expect(found.id).toBe(id);
    expect(found.message).toContain('[2001:db8::1]:25');
  });

  it('may be a signal', () => {
    const way = { jump: { user: null, host: 'mail', port: 2222 }, destination: { host: '192.0.2.1', port: 25 } };
    const found = sshFault(way, { code: null, signal: 'SIGINT', messages: [] });
    expect(found.message).toBe('ssh to mail:2222 failed: it was ended by SIGINT');
  });
});
