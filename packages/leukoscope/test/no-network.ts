/** Loaded before a program (`--import`): whoever reaches for the network is told of on stderr, and gets nowhere. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

function refuse(what: string): () => never {
  return () => {
    process.stderr.write(`NETWORK: ${what}\n`);
    throw new Error(`${what} reached for the network`);
  };
}

net.Socket.prototype.connect = refuse('net.Socket.connect');
dgram.Socket.prototype.send = refuse('dgram.Socket.send');
dns.lookup = Object.assign(refuse('dns.lookup'), { __promisify__: refuse('dns.lookup') });
dns.promises.lookup = refuse('dns.promises.lookup');
