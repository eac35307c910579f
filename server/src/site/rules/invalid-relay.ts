import type { Fix } from '../../language/finding';
import { splitList } from '../../maincf/table-reference';
import { keyKind } from '../../policy/key';
import { visible } from '../../text/escape';
import type { Span } from '../../text/span';
import { t } from '../../text/translate';
import { soundOverrides } from '../site';
import type { Site, SitePoint } from '../whole-site';
import type { SiteRule } from './rule';

export const invalidRelay: SiteRule = {
  id: 'invalid-relay',
  title: 'Relay that is no next-hop',
  severity: 'error',
  since: '0.1.0',
  fix: 'unsafe',
  docs: `A relay is \`[host]\`, \`[host]:port\`, \`domain\` or \`domain:port\`, without a transport or a scheme before it. At anything else smtp(8) ends (\`fatal:
valid hostname or network address required in server description\`) as soon as it is to send a message there, and all of that mail waits in the queue.`,
  bad: [
    { text: '==> main.cf <==\nrelayhost = smtp:[mail.example.org]:587\nsmtp_tls_security_level = encrypt\n' },
    { text: '==> main.cf <==\nrelayhost = [mail.example.org].587\nsmtp_tls_security_level = encrypt\n' },
    { text: '==> main.cf <==\nsmtp_fallback_relay = [mail.example.org\nsmtp_tls_security_level = may\n' },
  ],
  good: [
    {
      text: '==> main.cf <==\nrelayhost = [mail.example.org]:587, [mail.example.net]:587\nsmtp_tls_security_level = encrypt\n',
    },
    { text: '==> main.cf <==\nrelayhost = example.org:submission\nsmtp_tls_security_level = encrypt\n' },
    { text: '==> main.cf <==\nrelayhost = $mydomain\nsmtp_tls_security_level = may\n' },
  ],
  check(site, report) {
    for (const { list, point, text } of relaysOf(site)) {
      const wrong = splitList(list).find((element) => !isNextHop(element.text));
      if (wrong === undefined) continue;
      const meant = meantBy(wrong.text);
      const message =
        meant === null
          ? t(
              '{0} is no next-hop: smtp(8) ends with a fatal error at each message for it, and the mail waits. Write [host]:port.',
              visible(wrong.text, 60),
            )
          : t(
              '{0} is no next-hop: smtp(8) ends with a fatal error at each message for it, and the mail waits. Write {1}.',
              visible(wrong.text, 60),
              visible(meant, 60),
            );
      const fix: Fix | null =
        meant === null || text !== wrong.text
          ? null
          : { title: t('Write {0}', meant), safe: false, edits: [{ span: point.span, newText: meant }] };
      report(point.file, { span: point.span, message, ...(fix === null ? {} : { fixes: [fix] }) });
    }
  },
};

/** A list of relays, and where it stands. */
interface Relays {
  readonly list: string;
  readonly point: SitePoint;
  /** As written. */
  readonly text: string;
}

function relaysOf({ mainCf, masterCf, parameters, clients }: Site): readonly Relays[] {
  const at = (name: string, value: typeof parameters): readonly Relays[] => {
    const { expanded, source } = value.value(name);
    if (expanded === null || source.kind !== 'file') return [];
    return [{ list: expanded, ...placed(mainCf, source.parameter.value) }];
  };
  const ofClients = clients.flatMap(({ program, service, parameters: own }): readonly Relays[] => {
    const name = `${program}_fallback_relay`;
    const override = service && soundOverrides(service).find((each) => each.name.text === name);
    if (!override || masterCf === null) return at(name, own);
    const list = own.value(name).expanded;
    return list === null ? [] : [{ list, ...placed(masterCf, override.value) }];
  });
  return [...at('relayhost', parameters), ...ofClients];
}

function placed(file: SitePoint['file'], { text, span }: { readonly text: string; readonly span: Span }) {
  return { point: { file, span }, text };
}

/** As smtp(8) reads it: an empty port is that of SMTP. */
function isNextHop(text: string): boolean {
  const kind = keyKind(text.toLowerCase().replace(/:$/, ''));
  return kind === 'domain' || kind === 'host' || kind === 'host-port' || kind === 'domain-port' || kind === 'address';
}

/** The next-hop in it; null where there is none to see. */
function meantBy(text: string): string | null {
  const bare = text.replace(/^(?:[a-z]+:(?:\/\/)?|["'<])+/i, '').replace(/[\/"'>]+$/, '');
  const mended = bare.replace(/\][.;,]/, ']:').replace(/^(\[[^\]:]*)(?=:|$)/, '$1]');
  return mended !== text && isNextHop(mended) ? mended : null;
}
