import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { typeName } from '../dns/types';
import { askAhead } from './ask-ahead';

async function asked(name: string): Promise<readonly string[]> {
  const questions: string[] = [];
  askAhead(
    (question) => {
      questions.push(`${question.name}/${typeName(question.type)}`);
      return Promise.reject(new Error('no answer'));
    },
    name,
    new AbortController().signal,
  );
  // A rejection that nobody handles would fail the run here.
  await setImmediate();
  return questions.sort();
}

it.each<[string, readonly string[]]>([
  ['_25._tcp.mx.a.example', ['/DNSKEY', 'a.example/DNSKEY', 'a.example/DS', 'example/DNSKEY', 'example/DS']],
  ['A.example.', ['/DNSKEY', 'a.example/DNSKEY', 'a.example/DS', 'example/DNSKEY', 'example/DS']],
  ['example', ['/DNSKEY', 'example/DNSKEY', 'example/DS']],
  ['not..a.name', []],
])('asks for the first links of the chain to %s, and bears no answer', async (name, questions) => {
  expect(await asked(name)).toEqual(questions);
});
