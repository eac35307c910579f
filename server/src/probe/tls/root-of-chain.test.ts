import { beforeAll, describe, expect, it } from 'vitest';
import { authority, type Made, makeCertificate } from '../testing/certificates';
import { partOfRoot, rootOfChain } from './root-of-chain';

const now = new Date();
let root: Made;
let issuing: Made;
let leaf: Made;
let other: Made;
let impostor: Made;
beforeAll(async () => {
  root = await makeCertificate({ subject: 'CN=Root', extensions: authority() });
  other = await makeCertificate({ subject: 'CN=Other', extensions: authority() });
  // The same name, and another key.
  impostor = await makeCertificate({ subject: 'CN=Root', extensions: authority() });
  issuing = await makeCertificate({ subject: 'CN=Issuing', issuer: root, extensions: authority() });
  leaf = await makeCertificate({ subject: 'CN=mx.example', issuer: issuing });
});

function rootBy(store: readonly Made[], ...sent: readonly Made[]): string | null {
  const found = rootOfChain(
    sent.map(({ certificate }) => certificate),
    { name: 'a store', ca: store.map(({ pem }) => pem), parts: [] },
    now,
  );
  return found?.subject ?? null;
}

describe('the root of a chain', () => {
  it('is the one of the store that the chain leads to, sent or not', () => {
    expect(rootBy([other, root], leaf, issuing)).toBe('CN=Root');
    expect(rootBy([other, root], leaf, issuing, root)).toBe('CN=Root');
    expect(rootBy([other, root], leaf, other, issuing)).toBe('CN=Root');
  });

  it('may be an intermediate one, or the server’s own, where the store holds it', () => {
    expect(rootBy([issuing], leaf, issuing)).toBe('CN=Issuing');
    expect(rootBy([leaf], leaf)).toBe('CN=mx.example');
  });

  it('is not found where the chain does not get there', () => {
    expect(rootBy([root], leaf)).toBeNull();
    expect(rootBy([other], leaf, issuing, root)).toBeNull();
    expect(rootBy([impostor], leaf, issuing)).toBeNull();
    expect(rootBy([root])).toBeNull();
  });

  it('tells the part of the store that holds it, where there are several', () => {
    const part = (name: string, ...made: readonly Made[]) => ({ name, ca: made.map(({ pem }) => pem) });
    const parts = [part('one', other, impostor), part('two', root, other)];
    const store = { name: 'one and two', ca: parts.flatMap(({ ca }) => ca), parts };
    expect(partOfRoot(root.certificate, store)?.name).toBe('two');
    expect(partOfRoot(other.certificate, store)?.name).toBe('one');
    expect(partOfRoot(issuing.certificate, store)).toBeNull();
    expect(partOfRoot(root.certificate, { ...store, parts: [] })).toBeNull();
  });
});
