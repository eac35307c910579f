import { describe, expect, it } from 'vitest';
import type { MachineFinding, MachineView } from '../probe/machine/look-at-machine';
import { runInMemory } from './testing/run-in-memory';

function viewWith(state: MachineFinding['state']): MachineView {
  const findings: readonly MachineFinding[] = [{ what: 'DNSSEC', state, text: 'as it is' }];
  return { route: 'direct', resolver: '192.0.2.53:53', findings, tls: [] };
}

describe('probe --self-test', () => {
  it.each<[MachineFinding['state'], number]>([
    ['good', 0],
    ['limited', 0],
    ['untested', 0],
    ['bad', 1],
  ])('with a finding that is %s ends with %i', async (state, expected) => {
    const lookAtMachine = () => Promise.resolve(viewWith(state));
    const { code, stdout, stderr } = await runInMemory(['probe', '--self-test'], { lookAtMachine });
    expect({ code, stderr }).toEqual({ code: expected, stderr: '' });
    expect(stdout).toContain('DNSSEC: as it is\n');
  });

  it('looks by the means that the options name, at the domains that are named', async () => {
    let asked: readonly string[] = [];
    const run = await runInMemory(['probe', '--self-test', '--socks', '127.0.0.1:1080', 'a.example', 'A.example'], {
      lookAtMachine: (_options, domains) => {
        asked = domains;
        return Promise.resolve(viewWith('good'));
      },
    });
    expect(run.probeOptions?.route).toEqual({ kind: 'socks5', host: '127.0.0.1', port: 1080 });
    expect(asked).toEqual(['a.example']);
  });

  it('that is interrupted says so, and is no surprise', async () => {
    const { code, stdout, stderr } = await runInMemory(['probe', '--self-test'], {
      signal: AbortSignal.abort(),
      lookAtMachine: () => Promise.reject(new Error('interrupted by SIGINT')),
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^interrupted: /);
  });

  it.each([
    [['--format', 'json'], '--format text alone'],
    [['--deep', 'a.example'], 'not with --deep'],
    [['--evidence', 'x.json'], 'not with --deep or --evidence'],
    [['not..a.domain'], 'not..a.domain'],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await runInMemory(['probe', '--self-test', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
