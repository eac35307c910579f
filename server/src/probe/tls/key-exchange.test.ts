import { expect, it } from 'vitest';
import { keyExchange } from './key-exchange';

it.each<[object | null, string | undefined]>([
  [{ type: 'ECDH', name: 'X25519', size: 253 }, 'X25519'],
  [{ type: 'ECDH', name: 'prime256v1', size: 256 }, 'prime256v1'],
  [{ type: 'DH', size: 2048 }, 'DH 2048'],
  [{ type: 'TLSGroup', name: 'X25519MLKEM768' }, 'X25519MLKEM768'],
  [{}, undefined],
  [null, undefined],
])('of %j is told as %s', (info, expected) => {
  expect(keyExchange({ getEphemeralKeyInfo: () => info as never }).keyExchange).toBe(expected);
});

it('is left out where the runtime has no such function', () => {
  const absent = (): never => {
    throw new Error('not implemented');
  };
  expect(keyExchange({ getEphemeralKeyInfo: absent })).toEqual({});
});
