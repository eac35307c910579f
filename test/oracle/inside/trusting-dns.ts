import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type Answer, AUTHENTIC_DATA, decode, encode, RECURSION_AVAILABLE } from 'dns-packet';

/**
 * A resolver at 127.0.0.1:53 that knows a few record sets by `TYPE name`, with `*` for every other name, and says of
 * everything that it is validated, but for names that begin with `unsigned-`. Only for tables of policy values, where no scenario but the value is to decide.
 */
export async function startTrustingDns(records: ReadonlyMap<string, readonly Answer[]>): Promise<() => void> {
  const socket = createSocket('udp4');
  socket.on('message', (message, peer) => {
    const query = decode(message);
    const question = query.questions?.[0];
    if (question === undefined) return;
    const { name, type } = question;
    const known = records.get(`${type} ${name.toLowerCase()}`) ?? records.get(`${type} *`) ?? [];
    const response = encode({
      type: 'response',
      id: query.id ?? 0,
      flags: RECURSION_AVAILABLE | (name.startsWith('unsigned-') ? 0 : AUTHENTIC_DATA),
      questions: [question],
      answers: known.map((answer) => ({ ...answer, name })),
    });
    socket.send(response, peer.port, peer.address);
  });
  socket.bind(53, '127.0.0.1');
  await once(socket, 'listening');
  return () => socket.close();
}
