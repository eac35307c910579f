import type { TlsRptEvidence } from '../evidence';
import type { NextHop } from '../next-hop';
import type { Ask } from '../stop';
import { parseTlsRptRecords } from './record';

/** Where a domain wants to be told of failed TLS (RFC 8460). Null for a next-hop in brackets: it is no mail domain. */
export async function lookUpTlsRpt({ kind, name }: NextHop, ask: Ask): Promise<TlsRptEvidence | null> {
  if (kind !== 'domain') return null;
  const record = await ask(`_smtp._tls.${name}`, 'TXT');
  const { outcome, cause } = record;
  if (outcome === 'failed') return { state: 'untested', ...(cause === undefined ? {} : { cause }), record, rua: [] };
  const found = parseTlsRptRecords(record.records);
  switch (found.kind) {
    case 'absent':
      return { state: 'absent', record, rua: [] };
    case 'invalid':
      return { state: 'absent', cause: { id: 'policy-invalid', text: found.problem }, record, rua: [] };
    case 'announced':
      return { state: 'record', record, rua: found.rua };
  }
}
