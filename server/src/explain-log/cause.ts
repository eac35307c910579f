/** A thing that Postfix logs about TLS to other servers, and what is to be known of it. */
export interface Cause {
  /** Permanent, kebab case; part of the JSON output. */
  readonly id: string;
  /**
   * What Postfix says. Named groups tell what it is about: `key` of an entry, `nextHop`, `host` of a server, `said` the rest
   * that belongs into the explanation.
   */
  readonly pattern: RegExp;
  /** What becomes of the mail because of it; null where that follows from the entry. */
  readonly consequence: 'waits' | 'clear' | 'unauthenticated' | 'bounces' | null;
  /** Why Postfix says so, in whole sentences of the language that is spoken. */
  readonly reason: (groups: Groups) => string;
  /** What to do about it, likewise. */
  readonly fix: (groups: Groups) => string;
}

/** What the pattern told by name, made visible; absent: it told nothing of it. */
export type Groups = Readonly<Partial<Record<'key' | 'nextHop' | 'host' | 'said', string>>>;
