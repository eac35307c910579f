import type { Certificate } from './certificate';
import { type DerElement, DerError, derTag, readElements } from './der';

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * The time of validity (RFC 5280 section 4.1.2.5).
 *
 * @throws DerError where a time is written in another form.
 */
export function validityOf({ validity }: Certificate): Validity {
  const [notBefore, notAfter] = readElements(validity.contents);
  if (notBefore === undefined || notAfter === undefined) throw new DerError('a certificate without its validity');
  return { notBefore: readTime(notBefore), notAfter: readTime(notAfter) };
}

/** Both ends belong to it. */
export function isWithin({ notBefore, notAfter }: Validity, now: Date): boolean {
  return notBefore <= now && now <= notAfter;
}

const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

function readTime({ tag, contents }: DerElement): Date {
  const text = Buffer.from(contents).toString('latin1');
  if (tag === derTag.generalizedTime) return toDate(text);
  if (tag !== derTag.utcTime) throw new DerError('a time of an unknown form');
  return toDate(Number(text.slice(0, 2)) >= 50 ? `19${text}` : `20${text}`);
}

function toDate(text: string): Date {
  const [, year, month, day, hour, minute, second] = digits.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(date.getTime())) throw new DerError('a time that does not exist');
  return date;
}
