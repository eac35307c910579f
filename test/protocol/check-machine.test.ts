import { describe, expect, it } from 'vitest';
import { ExecuteCommandRequest } from 'vscode-languageserver/node';
import type { MachineResult } from '../../server/src/lsp/machine-command';
import { setUpProbing } from './probing';

const probing = setUpProbing();

function check(...args: readonly unknown[]): Promise<MachineResult> {
  const command = 'postfixTlsPolicy.server.checkMachine';
  return probing.editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: [...args] });
}

describe('checking this machine’s view', () => {
  it('tries the TLS library and DNSSEC, and connects to nobody without a domain', async () => {
    const { outcome, report } = await check();
    expect(outcome).toBe('kept');
    expect(report).toContain('✔ **TLS library**: OpenSSL');
    expect(report).toContain('✔ a key on P-256');
    expect(probing.lab.connections()).toEqual([]);
  });

  it('asks the mail servers of a domain that is named', async () => {
    const { report } = await check({ domain: probing.scenario('dane-ee').domain });
    expect(report).toContain('✔ **DNSSEC**: example is proven from the root');
    expect(report).toContain('✔ **Port 25**: a mail server answered');
  });

  it.each([
    [{ domain: 'not..a.domain' }, 'not..a.domain'],
    [{ domain: 7 }, 'no text'],
  ])('refuses %j', async (argument, message) => {
    const result = await check(argument);
    expect(result.outcome).toBe('refused');
    expect(result.message).toContain(message);
    expect(probing.lab.connections()).toEqual([]);
  });
});
