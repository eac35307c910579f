import { splitList } from '../../maincf/table-reference';
import { visible } from '../../text/escape';
import { indexInLine, spanInLine } from '../../text/logical-lines';
import { t } from '../../text/translate';
import { valueOf } from '../site';
import type { SiteRule } from './rule';

export const smtpsWithoutWrappermode: SiteRule = {
  id: 'smtps-without-wrappermode',
  title: 'Port 465 without TLS from the first byte',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A server on port 465 (\`smtps\`, \`submissions\`) waits for a TLS handshake, and smtp(8) waits for its greeting: the connection hangs, and mail is
deferred. smtp(8) begins with TLS only with \`smtp_tls_wrappermode = yes\` and a level of \`encrypt\` or stronger. These hold for all next-hops, so where
other mail goes elsewhere, make a service of its own in master.cf with both behind \`-o\`. Most relays have port 587 as well, which needs neither.`,
  bad: [
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]:465
smtp_tls_security_level = encrypt
`,
    },
  ],
  good: [
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]:465
smtp_tls_security_level = encrypt
smtp_tls_wrappermode = yes
`,
    },
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]:465
==> master.cf <==
smtp unix - - n - - smtp -o smtp_tls_wrappermode=yes -o smtp_tls_security_level=encrypt
`,
    },
    {
      text: `==> main.cf <==
relayhost = [mail.example.net]:587
smtp_tls_security_level = encrypt
`,
    },
  ],
  check({ mainCf, parameters, clients }, report) {
    const [name] = (parameters.value('default_transport').expanded ?? '').split(':');
    const client = clients.find((each) => each.name === name);
    const setting = mainCf.document.effective.get('relayhost');
    if (client === undefined || setting === undefined || valueOf(client, 'tls_wrappermode')?.toLowerCase() !== 'no')
      return;
    for (const { text, from } of splitList(setting.value.text)) {
      if (!/:(?:465|smtps|submissions)$/.test(text)) continue;
      const start = indexInLine(setting.line, setting.value.span.start) + from;
      report(mainCf, {
        span: spanInLine(setting.line, start, start + text.length),
        message: t(
          'The server at {0} waits for a TLS handshake, and smtp(8) for its greeting: mail is deferred. Set smtp_tls_wrappermode = yes with smtp_tls_security_level = encrypt, or take port 587.',
          visible(text, 60),
        ),
      });
    }
  },
};
