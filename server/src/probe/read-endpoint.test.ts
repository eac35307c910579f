import { describe, expect, it } from 'vitest';
import { readEndpoint } from './read-endpoint';

describe('an endpoint', () => {
  it.each([
    ['192.0.2.1', { host: '192.0.2.1', port: 53 }],
    ['192.0.2.1:5353', { host: '192.0.2.1', port: 5353 }],
    ['resolver.example.org:53', { host: 'resolver.example.org', port: 53 }],
    ['::1', { host: '::1', port: 53 }],
    ['[::1]', { host: '::1', port: 53 }],
    ['[::1]:5353', { host: '::1', port: 5353 }],
    ['', null],
    [':53', null],
    ['a:b', null],
    ['192.0.2.1:', null],
    ['192.0.2.1:0', null],
    ['192.0.2.1:65536', null],
    ['[::1', null],
    ['user@192.0.2.1:53', null],
    ['http://192.0.2.1', null],
  ])('is read from %j', (text, endpoint) => {
    expect(readEndpoint(text, 53)).toEqual(endpoint);
  });

  it.each(['192.0.2.1', '::1', '[::1]', 'proxy.example.org'])('needs a port where none is usual: %j', (text) => {
    expect(readEndpoint(text, null)).toBeNull();
  });
});
