import { expect, it } from 'vitest';
import { parseMainCf } from './parse';
import { whyNotName, whyNotRename } from './rename';

const document = parseMainCf(
  `ours = a
a-b = c
smtpd_restriction_classes = strict
strict = permit
virtual_alias_maps = proxy:ldap:people
people_server_host = ldap.example
slow_destination_rate_delay = 1s
`,
);

it.each([
  ['ours', null],
  ['elsewhere', null],
  ['mydomain', 'a parameter of Postfix'],
  ['slow_destination_rate_delay', 'of the transport slow'],
  ['a-b', 'letters, digits and _ only'],
  ['strict', 'a restriction class'],
  ['people_server_host', 'The table people'],
])('%s may be renamed: %s', (name, reason) => {
  const found = whyNotRename(document, name);
  if (reason === null) expect(found).toBeNull();
  else expect(found).toContain(reason);
});

it.each([
  ['theirs', null],
  ['a b', 'letters, digits'],
  ['', 'letters, digits'],
  ['relayhost', 'would set it'],
  ['ours', 'sets ours already'],
])('%j may be a new name: %s', (name, reason) => {
  const found = whyNotName(document, name);
  if (reason === null) expect(found).toBeNull();
  else expect(found).toContain(reason);
});
