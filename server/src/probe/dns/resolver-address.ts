import type { DohServer, ResolverAddress } from '../options';
import { readEndpoint } from '../read-endpoint';
import { formatEndpoint } from './endpoint';

const dnsPort = 53;

/** `192.0.2.53:53`, `https://dns.example/dns-query`. */
export function resolverName(resolver: ResolverAddress): string {
  return isDohServer(resolver) ? resolver.url : formatEndpoint(resolver);
}

export function isDohServer(resolver: ResolverAddress): resolver is DohServer {
  return 'url' in resolver;
}

/**
 * Reads `192.0.2.53`, `192.0.2.53:5353`, or the URL of a DNS server over HTTPS (RFC 8484), with or without the `{?dns}` of
 * its template. Null for anything else: HTTP without TLS, a URL with a user's name, or with a query of its own.
 */
export function readResolver(text: string): ResolverAddress | null {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return readEndpoint(text, dnsPort);
  const url = parseUrl(text.replace(/\{\?dns\}$/, ''));
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  return url.search === '' && url.hash === '' && !url.href.includes('%7B') ? { url: url.href } : null;
}

function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
