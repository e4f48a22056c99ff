// A third implementation of RFC 9497, for tests: reads one JSON request on standard input, writes one JSON reply.
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { bytesToHex, hexToBytes } from "@noble/curves/utils.js";
import { readFileSync } from "node:fs";

const { voprf } = ristretto255_oprf;
const request = JSON.parse(readFileSync(0, "utf8"));
const bytes = (list) => list.map(hexToBytes);

const actions = {
  derive: ({ seed, info }) => {
    const keys = voprf.deriveKeyPair(hexToBytes(seed), hexToBytes(info));
    return { secret: bytesToHex(keys.secretKey), public: bytesToHex(keys.publicKey) };
  },
  blind: ({ inputs }) => {
    const made = bytes(inputs).map((input) => voprf.blind(input));
    return { scalars: made.map((m) => bytesToHex(m.blind)), blinded: made.map((m) => bytesToHex(m.blinded)) };
  },
  evaluate: ({ secret, publicKey, blinded }) => {
    const made = voprf.blindEvaluateBatch(hexToBytes(secret), hexToBytes(publicKey), bytes(blinded));
    return { evaluated: made.evaluated.map((e) => bytesToHex(e)), proof: bytesToHex(made.proof) };
  },
  finalize: ({ inputs, scalars, blinded, evaluated, proof, publicKey }) => {
    const items = inputs.map((input, n) => ({
      input: hexToBytes(input),
      blind: hexToBytes(scalars[n]),
      blinded: hexToBytes(blinded[n]),
      evaluated: hexToBytes(evaluated[n]),
    }));
    return { outputs: voprf.finalizeBatch(items, hexToBytes(publicKey), hexToBytes(proof)).map((o) => bytesToHex(o)) };
  },
};
console.log(JSON.stringify(actions[request.action](request)));
