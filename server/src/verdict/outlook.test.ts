import { describe } from 'vitest';
import { adviseTable } from './testing/advise-table';
import { tlsaByte } from './testing/build-evidence';
import { at, one, secure, selfSigned } from './testing/judge-table';

describe('what will not hold for long', () => {
  adviseTable([
    {
      because: 'a certificate of 90 days, renewed in time',
      seen: at({ validDays: [-60, 30] }),
      advised: 'secure',
      not: ['certificate-expires'],
    },
    {
      because: 'a certificate of 90 days with 10 left',
      seen: at({ validDays: [-80, 10] }),
      advised: 'secure',
      also: ['certificate-expires'],
    },
    {
      because: 'a certificate of a year with 20 left',
      seen: at({ validDays: [-345, 20] }),
      advised: 'secure',
      not: ['certificate-expires'],
    },
    {
      because: 'a certificate of a year with 13 left',
      seen: at({ validDays: [-352, 13] }),
      advised: 'secure',
      also: ['certificate-expires'],
    },
    {
      because: 'a certificate of six days with two left is no news',
      seen: at({ validDays: [-4, 2] }),
      advised: 'secure',
      not: ['certificate-expires'],
    },
    {
      because: 'a certificate of six days in its last hours is',
      seen: at({ validDays: [-5.5, 0.5] }),
      advised: 'secure',
      also: ['certificate-expires'],
    },
    {
      because: 'at one of two addresses',
      seen: one({ addresses: [{}, { validDays: [-80, 10] }] }),
      advised: 'secure',
      also: ['certificate-expires'],
    },
    {
      because: 'DANE-EE asks for no date',
      seen: secure({ addresses: [{ ...selfSigned, validDays: [-80, 10] }] }),
      advised: 'dane',
      not: ['certificate-expires', 'tlsa-breaks-at-renewal', 'tlsa-anchor-not-sent'],
    },
    {
      because: 'DANE-TA does',
      seen: secure({
        tlsa: ['2 1 1'],
        addresses: [{ ...selfSigned, validDays: [-80, 10], issuerKeyDigest: tlsaByte.repeat(32) }],
      }),
      advised: 'dane',
      also: ['certificate-expires'],
      not: ['tlsa-anchor-not-sent'],
    },
    {
      because: 'records of the certificate alone break at renewal',
      seen: secure({ tlsa: ['3 0 1', '3 0 2'], addresses: [selfSigned] }),
      advised: 'dane',
      also: ['tlsa-breaks-at-renewal'],
    },
    {
      because: 'with one of the key beside them they do not',
      seen: secure({ tlsa: ['3 0 1', '3 1 1'], addresses: [selfSigned] }),
      advised: 'dane',
      not: ['tlsa-breaks-at-renewal'],
    },
    {
      because: 'a DANE-TA record whose anchor is not sent, beside a DANE-EE record that matches',
      seen: secure({ tlsa: ['2 1 1', '3 1 1'], addresses: [{ ...selfSigned, matchedRecord: 1 }] }),
      advised: 'dane',
      also: ['tlsa-anchor-not-sent'],
      not: ['certificate-expires'],
    },
    {
      because: 'whose anchor is sent',
      seen: secure({
        tlsa: ['2 1 1', '3 1 1'],
        addresses: [{ ...selfSigned, matchedRecord: 1, issuerKeyDigest: tlsaByte.repeat(32) }],
      }),
      advised: 'dane',
      not: ['tlsa-anchor-not-sent'],
    },
    {
      because: 'whose digest can\u2019t be compared',
      seen: secure({ tlsa: ['2 1 2', '3 1 1'], addresses: [{ ...selfSigned, matchedRecord: 1 }] }),
      advised: 'dane',
      not: ['tlsa-anchor-not-sent'],
    },
  ]);
});
