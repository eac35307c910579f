/** What is said of a change: it is taken, it has to be written otherwise, or a person has to say why it shall be so. */
export const admissionVerdicts = ['needs-change', 'needs-reason', 'off'] as const;
export type AdmissionVerdict = (typeof admissionVerdicts)[number];

interface AdmissionRule {
  readonly id: string;
  /** One phrase that names what the rule asks for. */
  readonly title: string;
  readonly preset: AdmissionVerdict;
}

/**
 * What a change of a list has to meet. Drawn from the rules of comparable lists: the STARTTLS Everywhere policy list, the
 * HSTS preload list and the Public Suffix List.
 */
export const admissionRules = [
  { id: 'syntax', title: 'No new error of check', preset: 'needs-change' },
  { id: 'warning', title: 'No new warning of check', preset: 'needs-reason' },
  { id: 'duplicate', title: 'One entry for each key', preset: 'needs-change' },
  { id: 'key-form', title: 'Keys in lower case, and as A-labels', preset: 'needs-change' },
  { id: 'look-alike', title: 'No name that looks like another one', preset: 'needs-change' },
  { id: 'sorted', title: 'A list in order stays in order', preset: 'needs-change' },
  { id: 'moved', title: 'Entries stay where they are, unless the list comes into order', preset: 'needs-reason' },
  { id: 'sorted-alone', title: 'A list is sorted in a change of its own', preset: 'off' },
  { id: 'broad-match', title: 'No match for a public suffix', preset: 'needs-change' },
  { id: 'provider-match', title: 'No match for all customers of a provider', preset: 'needs-reason' },
  { id: 'catch-all', title: 'No pattern that matches everything', preset: 'needs-change' },
  { id: 'weaker', title: 'No destination is protected less', preset: 'needs-reason' },
  { id: 'attributes', title: 'Other attributes stay', preset: 'needs-reason' },
  { id: 'removed', title: 'No entry goes that protects', preset: 'needs-reason' },
  { id: 'coverage', title: 'What was covered stays covered', preset: 'needs-reason' },
  { id: 'exception', title: 'An exception has an owner and an end', preset: 'needs-reason' },
  { id: 'order', title: 'The order of patterns stays', preset: 'needs-reason' },
  { id: 'setting', title: 'main.cf protects no less', preset: 'needs-reason' },
  { id: 'site', title: 'main.cf, its tables and routes together protect no less', preset: 'needs-reason' },
  { id: 'configuration', title: 'The configuration stays', preset: 'needs-reason' },
  { id: 'directive', title: 'No new comment that steers check', preset: 'needs-reason' },
  { id: 'file', title: 'Files stay where they are', preset: 'needs-reason' },
  { id: 'conflict', title: 'No marks of a merge conflict', preset: 'needs-change' },
  { id: 'hidden-text', title: 'No characters that hide what stands there', preset: 'needs-change' },
  { id: 'holds', title: 'The entry holds at every MX host that was reached', preset: 'needs-change' },
  { id: 'twice', title: 'Two looks say the same', preset: 'needs-reason' },
  { id: 'advised', title: 'No static secure where DANE is complete', preset: 'needs-change' },
  { id: 'narrow-match', title: 'No match for more names than the hosts need', preset: 'needs-change' },
  { id: 'mta-sts', title: 'An enforced MTA-STS policy is met', preset: 'needs-change' },
  {
    id: 'certificate-days',
    title: 'Certificates stay valid for 14 days, or as many as `certificateDays` says',
    preset: 'needs-reason',
  },
  { id: 'outside', title: 'The hosts were seen from outside', preset: 'needs-reason' },
  { id: 'plain-dns-names', title: 'Names from plain DNS have a source', preset: 'needs-reason' },
] as const satisfies readonly AdmissionRule[];

export type AdmissionRuleId = (typeof admissionRules)[number]['id'];
export type AdmissionVerdicts = Partial<Readonly<Record<AdmissionRuleId, AdmissionVerdict>>>;
