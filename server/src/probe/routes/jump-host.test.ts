import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultProbeOptions } from '../options';
import { createConnect } from './connect';
import { isJumpHost, type JumpHost, JumpHostError, jumpHostName, readJumpHost } from './jump-host';
import { sshArguments } from './ssh-process';

describe('a jump host', () => {
  it.each<[string, JumpHost, string]>([
    ['mail', { user: null, host: 'mail', port: null }, 'mail'],
    ['mail.example.org', { user: null, host: 'mail.example.org', port: null }, 'mail.example.org'],
    ['mail.example.org:2222', { user: null, host: 'mail.example.org', port: 2222 }, 'mail.example.org:2222'],
    ['a.b-c@mail_1:22', { user: 'a.b-c', host: 'mail_1', port: 22 }, 'mail_1:22'],
    ['192.0.2.1', { user: null, host: '192.0.2.1', port: null }, '192.0.2.1'],
    ['[2001:db8::1]', { user: null, host: '2001:db8::1', port: null }, '2001:db8::1'],
    ['me@[2001:db8::1]:22', { user: 'me', host: '2001:db8::1', port: 22 }, '[2001:db8::1]:22'],
  ])('is %s', (text, jump, name) => {
    expect(readJumpHost(text)).toEqual(jump);
    expect(jumpHostName(jump)).toBe(name);
  });

  it.each([
    '',
    '-oProxyCommand=sh',
    '-W',
    'me@-x',
    '-l@mail',
    'a mail',
    'mail\n',
    'mail\u0000',
    'mail\t',
    'mail;sh',
    'mail$(sh)',
    'mail`sh`',
    'mail|sh',
    '%h',
    'm%h@mail',
    "me'@mail",
    'mail:0',
    'mail:65536',
    'mail:',
    'mail:ssh',
    '[mail]',
    '[2001:db8::1%eth0]',
    '2001:db8::1',
    'a@b@mail',
    '@mail',
    'mail/x',
    'mail,other',
    'mäil',
    '.mail',
    'x'.repeat(256),
  ])('is not %j', (text) => {
    expect(readJumpHost(text)).toBeNull();
  });

  it('is never an option of ssh, nor anything that a shell would read, whatever it is read from', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[-\w.@:%$[\]]*$/)),
        (text) => {
          const jump = readJumpHost(text);
          if (jump === null) return;
          const args = sshArguments({ jump, destination: { host: '192.0.2.1', port: 25 } }, 1_000);
          expect(args.slice(-4)).toEqual(['-W', '192.0.2.1:25', '--', jump.host]);
          for (const word of [jump.host, jump.user ?? 'x']) expect(word).toMatch(/^[A-Za-z0-9_:][A-Za-z0-9_.:+-]*$/);
        },
      ),
    );
  });

  it('is not taken from options that nobody read', () => {
    for (const host of ['-x', 'a b', 'a\n', '']) {
      const route = { kind: 'ssh', user: null, host, port: null } as const;
      expect(isJumpHost(route)).toBe(false);
      expect(() => createConnect({ ...defaultProbeOptions, route })).toThrow(JumpHostError);
    }
  });

  it('is asked for the address, in the strict way, and for nothing else', () => {
    const jump: JumpHost = { user: 'me', host: 'mail', port: 2222 };
    expect(sshArguments({ jump, destination: { host: '2001:db8::1', port: 25 } }, 9_001)).toEqual([
      ...['-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10', '-o', 'StrictHostKeyChecking=yes'],
      ...['-o', 'ControlMaster=no', '-o', 'LogLevel=DEBUG2'],
      ...['-l', 'me', '-p', '2222', '-W', '[2001:db8::1]:25', '--', 'mail'],
    ]);
  });
});
