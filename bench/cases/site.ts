import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Case } from '../case';
import { press, typing } from '../keystrokes';
import { server } from '../paths';
import { policyText } from '../policy-text';
import { initialize, startServerProcess } from '../server-process';
import { summarize } from '../statistics';

const samples = 300;
/** Keystrokes before the first that counts: the compiler of the runtime has seen the code by then. */
const warmUp = 100;
const tables = ['texthash', 'hash', 'lmdb'];
const tableLines = 10_000;
const mainLines = 1_000;

/** From each of the keystrokes that write a parameter into a long main.cf to its diagnostics, those of the whole site included. */
export const siteCase: Case = {
  title: 'keystroke site',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'postfix-tls-policy-bench-'));
    try {
      for (const type of tables) writeFileSync(join(folder, type), policyText({ lines: tableLines, style: 'list' }));
      const mainCf = mainCfText();
      writeFileSync(join(folder, 'main.cf'), mainCf);
      const times = await type(pathToFileURL(join(folder, 'main.cf')).href, mainCf);
      const what = `keystroke to diagnostics of a site, main.cf of ${mainLines.toLocaleString('en')} lines and ${tables.length} tables of ${tableLines.toLocaleString('en')}`;
      return [{ what, unit: 'ms', summary: summarize(times), limit: { of: 'median', most: 8 } }];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function mainCfText(): string {
  const listed = tables.map((type) => `${type}:/etc/postfix/${type}`).join(', ');
  const rest = Array.from({ length: (mainLines - 4) / 4 }, (_, index) => {
    const own = `# ---- part ${index} ----\nours_${index} = 192.0.2.${index % 256}/32\n`;
    return `${own}slow${index}_destination_rate_delay = 1s\nmore_${index} = $ours_${index}, \${mydomain?{$mydomain}:{x}}\n`;
  });
  const used = `mynetworks = ${rest.map((_, index) => `$more_${index}`).join(' ')}\n`;
  return `smtp_tls_security_level = may\nsmtp_tls_CApath = /etc/ssl/certs\nsmtp_tls_policy_maps = ${listed}\n${used}${rest.join('')}`;
}

async function type(uri: string, text: string): Promise<readonly number[]> {
  const process = startServerProcess(server);
  await initialize(process, 'pulled');
  const textDocument = { uri, languageId: 'postfix-main-cf', version: 0, text };
  process.notify('textDocument/didOpen', { textDocument });
  await process.request('textDocument/diagnostic', { textDocument: { uri } });
  const times: number[] = [];
  let version = 0;
  let previousResultId: string | undefined;
  for (const keystroke of typing(mainLines / 2, 'smtp_tls_loglevel = 1')) {
    version += 1;
    const started = performance.now();
    press(process, uri, version, keystroke);
    const asked = { textDocument: { uri }, ...(previousResultId === undefined ? {} : { previousResultId }) };
    const { result, at } = await process.request('textDocument/diagnostic', asked);
    previousResultId = (result as { readonly resultId?: string }).resultId;
    times.push(at - started);
    if (version === warmUp + samples) break;
  }
  await process.stop();
  return times.slice(warmUp);
}
