import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";

/** What a test bends in an answer, to see it refused. */
interface Bends {
  origin?: string;
  rpId?: string;
  challenge?: string;
  /** False: the person was there but proved nothing to the device. */
  userVerified?: boolean;
  counter?: number;
}

/** A device with passkeys, as a browser on `origin` would drive it: it makes one key, and signs with it. */
export function softwareAuthenticator(origin: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = randomBytes(16);
  const { hostname } = new URL(origin);
  let counter = 0;

  const clientData = (type: string, asked: string, bends: Bends) =>
    Buffer.from(
      JSON.stringify({
        type,
        challenge: bends.challenge ?? asked,
        origin: bends.origin ?? origin,
        crossOrigin: false,
      }),
    );
  const header = (flags: number, bends: Bends) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(bends.counter ?? counter);
    const verified = bends.userVerified === false ? 0 : USER_VERIFIED;
    return Buffer.concat([
      sha256(Buffer.from(bends.rpId ?? hostname)),
      Buffer.from([flags | USER_PRESENT | verified]),
      count,
    ]);
  };
  const written = (response: Record<string, unknown>) =>
    JSON.stringify({
      id: id.toString("base64url"),
      rawId: id.toString("base64url"),
      type: "public-key",
      clientExtensionResults: {},
      response,
    });

  return {
    credentialId: id.toString("base64url"),
    /** The answer to the question that makes a passkey. */
    make(options: { challenge: string }, bends: Bends = {}): string {
      const length = Buffer.from([0, id.length]);
      const authData = Buffer.concat([header(HAS_KEY, bends), Buffer.alloc(16), length, id, cbor(coseKey(publicKey))]);
      const attestation = new Map<string, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]);
      return written({
        clientDataJSON: clientData("webauthn.create", options.challenge, bends).toString("base64url"),
        attestationObject: cbor(attestation).toString("base64url"),
        transports: ["internal"],
      });
    },
    /** The answer to the question that has the passkey sign. */
    sign(options: { challenge: string }, bends: Bends = {}): string {
      counter++;
      const data = clientData("webauthn.get", options.challenge, bends);
      const authData = header(0, bends);
      const signature = createSign("SHA256").update(authData).update(sha256(data)).sign(privateKey);
      return written({
        clientDataJSON: data.toString("base64url"),
        authenticatorData: authData.toString("base64url"),
        signature: signature.toString("base64url"),
      });
    },
  };
}

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

function sha256(bytes: Buffer): Buffer {
  return createHash("sha256").update(bytes).digest();
}

/** An ES256 key as COSE writes it (RFC 9053). */
function coseKey(key: KeyObject): Cbor {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  return new Map<number, Cbor>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, "base64url")],
    [-3, Buffer.from(y, "base64url")],
  ]);
}

type Cbor = number | string | Buffer | Map<number | string, Cbor>;

/** As much of CBOR (RFC 8949) as a passkey is made of. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, entry]) => [cbor(key), cbor(entry)])]);
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length]);
  if (length < 256) return Buffer.from([(major << 5) | 24, length]);
  return Buffer.from([(major << 5) | 25, length >> 8, length & 0xff]);
}
