import type { Cause } from '../cause';
import type { Asked } from './ask';
import type { Offer } from './client-hello';
import { alertName, hexadecimal, versionName } from './protocols';

/** What a server's reaction to a hello means. */
export type Reaction =
  | { readonly kind: 'agreed'; readonly version: number; readonly suite: number }
  /** With the cipher kinds of SSLv2. */
  | { readonly kind: 'agreed-sslv2'; readonly ciphers: readonly string[] }
  | { readonly kind: 'refused'; readonly seen: string }
  | { readonly kind: 'unclear'; readonly cause: Cause }
  | { readonly kind: 'not-asked'; readonly cause: Cause };

/** Alerts that say nothing of the hello: internal error, user canceled. */
const meaningless: ReadonlySet<number> = new Set([80, 90]);

/**
 * What became of a hello, for the offer that it made; null for the hello of SSLv2.
 *
 * A server that hangs up on a hello refuses it: it has just agreed to TLS as such, and went through with it before.
 */
export function readAsked(asked: Asked, offer: Offer | null): Reaction {
  switch (asked.outcome) {
    case 'not-asked':
      return { kind: 'not-asked', cause: asked.cause };
    case 'unclear':
      return { kind: 'unclear', cause: asked.cause };
    case 'hung-up':
      return { kind: 'refused', seen: 'hung up' };
    case 'answered':
      break;
  }
  const { answer } = asked;
  switch (answer.kind) {
    case 'alert':
      return meaningless.has(answer.description)
        ? unclear(`the server answered the hello with ${alertName(answer.description)}`, 'handshake-failed')
        : { kind: 'refused', seen: alertName(answer.description) };
    case 'sslv2-error':
      return { kind: 'refused', seen: 'error of SSLv2' };
    case 'sslv2-hello':
      if (offer !== null) return unclear('the server answered TLS with SSLv2');
      // A server may agree to SSLv2 and to none of its ciphers, and yet use one that a client insists on (CVE-2015-3197).
      return answer.ciphers.length === 0
        ? unclear('the server speaks SSLv2, and offers no cipher for it')
        : { kind: 'agreed-sslv2', ciphers: answer.ciphers };
    case 'hello': {
      const { version, suite } = answer;
      if (offer === null) return unclear(`the server answered SSLv2 with ${versionName(version)}`);
      if (version >> 8 !== 3 || version > offer.version) {
        return unclear(`the server chose ${versionName(version)}, which was not offered`);
      }
      if (!offer.suites.includes(suite)) {
        return unclear(`the server chose the cipher suite ${hexadecimal(suite)}, which was not offered`);
      }
      return { kind: 'agreed', version, suite };
    }
  }
}

function unclear(text: string, id: Cause['id'] = 'protocol-error'): Reaction {
  return { kind: 'unclear', cause: { id, text } };
}
