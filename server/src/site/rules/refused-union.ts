import { parsePolicyValue } from '../../policy/value';
import { visible } from '../../text/escape';
import { t } from '../../text/translate';
import { type Answer, answersOf } from '../answers';
import { listedInline } from '../inline-tables';
import { whyRefused } from '../value-refusal';
import type { ListedTable } from '../whole-site';
import type { SiteRule } from './rule';

export const refusedUnion: SiteRule = {
  id: 'refused-union',
  title: 'Union of tables whose answers make no policy together',
  severity: 'error',
  since: '0.1.0',
  fix: 'none',
  docs: `A \`unionmap:\` asks all its tables for the key, and answers with all that they say, with commas between. A policy is one level and its attributes, so that
only one of the tables may answer with a level, and no other one may answer where that does not: \`encrypt,may\` and \`ciphers=high\` alone are no policies, and mail to the destination
is deferred (4.7.5). Where the first table that knows the destination is to decide, list the tables one behind the other, without \`unionmap:\`.`,
  bad: [
    {
      text: '==> main.cf <==\nsmtp_tls_policy_maps = unionmap:{inline:{example.org=encrypt}, inline:{example.org=dane-only}}\n',
    },
    {
      text: `==> main.cf <==
smtp_tls_policy_maps = unionmap:{texthash:/etc/postfix/tls_policy, static:{ciphers=high}}
==> tls_policy <==
example.org encrypt
`,
    },
  ],
  good: [
    {
      text: '==> main.cf <==\nsmtp_tls_policy_maps = unionmap:{inline:{example.org=encrypt}, inline:{example.org=ciphers=high}}\n',
    },
    { text: '==> main.cf <==\nsmtp_tls_policy_maps = unionmap:{static:encrypt, inline:{example.org=ciphers=high}}\n' },
  ],
  check({ clients, versions }, report) {
    for (const listed of listedInline(clients.map(({ tables }) => tables))) {
      const told = new Set<string>();
      // Many destinations have the same answer.
      const refusals = new Map<string, string | null>();
      const whyOf = ({ text }: Answer): string | null => {
        if (!refusals.has(text)) refusals.set(text, whyRefused(parsePolicyValue(text), versions));
        return refusals.get(text) ?? null;
      };
      for (const answer of answersOf(listed).list) {
        const why = answer.isOfUnion ? whyOf(answer) : null;
        if (why === null) continue;
        const span = placeOf(answer, listed);
        // Of many entries that meet the same attribute one is enough.
        const place = `${span.start} ${answer.key === null} ${why}`;
        if (told.has(place)) continue;
        told.add(place);
        const text = visible(answer.text, 80);
        report(listed.point.file, {
          span,
          message:
            answer.key === null
              ? t(
                  'For each destination that no other entry of this union names it answers {0}, and Postfix refuses that ({1}): mail is deferred (4.7.5). Let one table answer with the level wherever others answer with attributes.',
                  text,
                  why,
                )
              : t(
                  'For {0} this union answers {1}, and Postfix refuses that ({2}): mail is deferred (4.7.5). Let one table answer with the level, and the others with attributes alone.',
                  visible(answer.key.text, 60),
                  text,
                  why,
                ),
        });
      }
    }
  },
};

/** The last entry of main.cf that has a part in it: what stands before it is no mistake for that. */
function placeOf({ parts }: Answer, { point }: ListedTable) {
  const entry = parts.findLast((part) => part.entry !== null)?.entry ?? null;
  if (entry === null) return point.span;
  const { from, text } = entry.value;
  return point.part(from, from + Math.max(1, text.length));
}
