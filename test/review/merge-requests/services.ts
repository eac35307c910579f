import { lines, type MergeRequest } from './merge-request';

const smtp = 'smtp unix - - n - - smtp';
const submission = 'submission inet n - n - - smtpd -o smtpd_tls_security_level=encrypt';

/** Changes of master.cf, whose services may see other values than main.cf says. */
export const serviceChanges: readonly MergeRequest[] = [
  {
    name: 'gives a service a lower level than main.cf',
    because: 'all mail of that service goes out by it, whatever main.cf says',
    base: { 'master.cf': lines(smtp, submission) },
    head: { 'master.cf': lines(`${smtp} -o smtp_tls_security_level=may`, submission) },
    changes: ['setting smtp/unix smtp_tls_security_level needs-reason'],
    verdict: 'needs-reason',
  },
  {
    name: 'raises the level of a service',
    because: 'nothing is weaker than before',
    base: { 'master.cf': lines(`${smtp} -o smtp_tls_security_level=may`, submission) },
    head: { 'master.cf': lines(`${smtp} -o smtp_tls_security_level=encrypt`, submission) },
    changes: ['setting smtp/unix smtp_tls_security_level accept'],
    verdict: 'accept',
  },
  {
    name: 'changes what a server for incoming mail does',
    because: 'it is none of the business of outgoing mail',
    base: { 'master.cf': lines(smtp, submission) },
    head: { 'master.cf': lines(smtp, `${submission} -o smtpd_sasl_auth_enable=yes`) },
    changes: [],
    verdict: 'accept',
  },
];
