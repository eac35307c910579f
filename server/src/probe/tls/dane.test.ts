import { describe, expect, it } from 'vitest';
import type { DaneEvidence } from '../evidence';
import { alternativeNames, authority, makeCertificate } from '../testing/certificates';
import { daneEvidence } from './dane';
import { base, type DaneCase, tlsa } from './testing/dane-case';
import { makeDaneCases } from './testing/dane-cases';
import { judgeTlsaRecords } from './tlsa-usability';

function evidenceOf({ chain, records }: Pick<DaneCase, 'chain' | 'records'>, names = [base]): DaneEvidence {
  const certificates = chain.map(({ certificate }) => certificate);
  return daneEvidence(judgeTlsaRecords(records), certificates, names, new Date());
}

it.each(await makeDaneCases())('$title', (each) => expect(evidenceOf(each)).toEqual(each.expected));

describe('the names of DANE-TA', async () => {
  const issuer = await makeCertificate({ subject: 'CN=Issuer', extensions: authority() });
  const named = async (name: string, more = {}) => {
    const leaf = await makeCertificate({ subject: `CN=${name}`, issuer, ...more });
    return { chain: [leaf, issuer], records: [tlsa('2 0 1', issuer.certificate)] };
  };

  it.each([
    [['mx.example', 'mail.example'], 'none'],
    [['mail.example.'], 'none'],
    [['mx.example'], 'name'],
    [[''], 'name'],
    [[], 'name'],
  ])('any of %j', async (names, failure) => {
    const extensions = [alternativeNames('mail.example')];
    expect(evidenceOf(await named('mail.example', { extensions }), names).failure).toBe(failure);
  });

  it('are no addresses', async () => {
    expect(evidenceOf(await named('192.0.2.1'), ['192.0.2.1']).failure).toBe('name');
  });
});

it('decides nothing about a server that shows no certificate', async () => {
  const { certificate } = await makeCertificate({});
  expect(evidenceOf({ chain: [], records: [tlsa('3 1 1', certificate)] }).failure).toBe('no-match');
});
