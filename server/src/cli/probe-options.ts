import { configFileName } from '../config/list-config';
import { readResolver } from '../probe/dns/resolver-address';
import { type Endpoint, maxPacing, type ResolverAddress } from '../probe/options';
import { readEndpoint } from '../probe/read-endpoint';
import { type JumpHost, readJumpHost } from '../probe/routes/jump-host';
import { t } from '../text/translate';
import { adviseOptions, senderProfiles } from './advise-options';
import { anyText, choice, oneOf, onOff, optional, several, wholeNumber } from './option';
import { UsageError } from './usage-error';

/** Next-hops that are probed at the same time unless told otherwise. */
export const defaultConcurrency = 8;

/** The options of `probe`. */
export const probeOptions = {
  format: choice('How results are told; policy: lines for a table', ['text', 'json', 'policy', 'markdown']),
  profile: optional(
    senderProfiles.join('|'),
    `The Postfix that an entry is advised for; dnssec: DNSSEC lookups and public CAs; any: the consumers of a shared list, of whom nothing is known; site: the one of --main-cf (default: consumers in the nearest ${configFileName} from the current folder upward, else dnssec)`,
    oneOf(senderProfiles),
  ),
  ...adviseOptions,
  'accept-plain-dns': onOff(
    'With --format policy: entries in force also where only plain DNS told the names, which else are commented out',
  ),
  resolver: several(
    'HOST[:PORT]|URL',
    'Ask this resolver instead of those of the system; with https://HOST/dns-query over HTTPS, whose operator learns the names',
    resolver,
  ),
  'trust-anchor': several('FILE', 'Trust these DS or DNSKEY records, besides those of the root', anyText),
  'ca-file': optional('FILE', 'Trust these PEM certificates instead of the public CAs for SMTP', anyText),
  'ca-path': optional(
    'FOLDER',
    'Trust the PEM certificates of this folder, such as smtp_tls_CApath names; with --ca-file those of both',
    anyText,
  ),
  socks: optional('HOST:PORT', 'Connect through this SOCKS5 server', endpoint),
  ssh: optional('[USER@]HOST[:PORT]', 'Connect from this host, by ssh; best the mail server itself', jumpHost),
  port: optional('N', 'The SMTP port of MX hosts (default: 25)', wholeNumber(1, 65_535)),
  'allow-address': several('CIDR', 'Contact these addresses although they are not public', anyText),
  'no-probe': several(
    'FILE',
    'Contact none of these domains and blocks of addresses, one a line, whose owners asked for it; besides noProbe of the configuration',
    anyText,
  ),
  concurrency: optional(
    'N',
    `Probe so many next-hops at the same time (default: ${defaultConcurrency})`,
    wholeNumber(1, 64),
  ),
  deadline: optional(
    'S',
    'End the probe of one next-hop after so many seconds (default: 120; with --deep 360)',
    wholeNumber(1, 900),
  ),
  pacing: optional(
    'FACTOR',
    'Make the pauses between connections to one provider so many times as long; 0 makes none, for servers of your own (default: 1)',
    factor,
  ),
  vantage: optional('NAME', 'What to call this place in the evidence', anyText),
  full: onOff(
    'Leave in the evidence what tells who probed: addresses, host names and mailboxes as servers repeat them, the host of the route, the folder of the CA file',
  ),
  evidence: optional('FILE', 'Probe nothing, and advise by what --format json once wrote to this file', anyText),
  deep: onOff(
    'Ask one address of each host besides for old protocols and weak ciphers: up to 8 connections, seconds apart, for domains that you may examine so',
  ),
  'self-test': onOff(
    'Tell what this machine can see: its TLS library, DNSSEC over the resolver, IPv6, and port 25 of the mail servers of the domains that are named, if any',
  ),
  'deep-over-ssh': onOff('Let --deep ask by --ssh, so that others see it come from that host'),
};

function resolver(text: string): ResolverAddress {
  const found = readResolver(text);
  if (found) return found;
  throw new UsageError(
    t('"{0}" is no resolver; write for example 192.0.2.53:53 or https://dns.example/dns-query', text),
  );
}

function factor(text: string): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value <= maxPacing) return value;
  throw new UsageError(t('"{0}" is no number from 0 to {1}', text, maxPacing));
}

function endpoint(text: string): Endpoint {
  const found = readEndpoint(text, null);
  if (found) return found;
  throw new UsageError(t('"{0}" is no endpoint; write for example 127.0.0.1:1080', text));
}

function jumpHost(text: string): JumpHost {
  const found = readJumpHost(text);
  if (found) return found;
  throw new UsageError(
    t('"{0}" is no host for ssh; write for example mail.example.org or admin@mail.example.org:22', text),
  );
}
