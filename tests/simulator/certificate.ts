/** A certificate for this machine alone, made on the spot and signed by itself: clients that insist on HTTPS get one. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly key: string;
  /** PEM, to be trusted explicitly. */
  readonly certificate: string;
}

const dayMs = 86_400_000;

/** DER: a tag, the length, the content. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  if (body.length < 128) return Buffer.concat([Buffer.of(tag, body.length), body]);
  const length = Buffer.from(body.length.toString(16).padStart(body.length < 256 ? 2 : 4, '0'), 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, body]);
}

const sequence = (...content: readonly Buffer[]): Buffer => der(0x30, ...content);
const bits = (content: Buffer): Buffer => der(0x03, Buffer.of(0), content);
const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** UTCTime, which has two digits for the year. */
const time = (at: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

const oid = {
  commonName: hex('0603550403'),
  ecdsaWithSha256: hex('06082a8648ce3d040302'),
  basicConstraints: hex('0603551d13'),
  subjectAltName: hex('0603551d11'),
};

/** For localhost and 127.0.0.1, from yesterday to tomorrow. */
export function createCertificate(now = Date.now()): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(der(0x31, sequence(oid.commonName, der(0x0c, Buffer.from('Simulated provider server')))));
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.of(127, 0, 0, 1)));
  const isAuthority = sequence(hex('0101ff'));
  const extensions = sequence(
    sequence(oid.basicConstraints, hex('0101ff'), der(0x04, isAuthority)),
    sequence(oid.subjectAltName, der(0x04, names)),
  );
  const serial = Buffer.concat([Buffer.of(1), randomBytes(8)]);
  const content = sequence(
    der(0xa0, hex('020102')),
    der(0x02, serial),
    sequence(oid.ecdsaWithSha256),
    name,
    sequence(time(now - dayMs), time(now + dayMs)),
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
    der(0xa3, extensions),
  );
  const signed = sequence(content, sequence(oid.ecdsaWithSha256), bits(sign('sha256', content, privateKey)));
  const lines = signed.toString('base64').replace(/.{64}/g, '$&\n');
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`,
  };
}
