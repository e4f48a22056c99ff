// A third implementation of RFC 9497, for tests: one JSON request on standard input, one JSON reply on standard output.
// What it refuses is a reply too: {"refused": message}. A request that is none ends with an exit code.
import { ristretto255_oprf } from "@noble/curves/ed25519.js";
import { bytesToHex, hexToBytes } from "@noble/curves/utils.js";
import { readFileSync } from "node:fs";

const { voprf } = ristretto255_oprf;
const fromHex = (list) => list.map((text) => hexToBytes(text));
const toHex = (list) => list.map((bytes) => bytesToHex(bytes));

const actions = {
  derive({ seed, info }) {
    const keys = voprf.deriveKeyPair(hexToBytes(seed), hexToBytes(info));
    return { secret: bytesToHex(keys.secretKey), public: bytesToHex(keys.publicKey) };
  },

  blind({ inputs }) {
    const made = fromHex(inputs).map((input) => voprf.blind(input));
    return { scalars: toHex(made.map((one) => one.blind)), blinded: toHex(made.map((one) => one.blinded)) };
  },

  evaluate({ secret, public: publicKey, blinded }) {
    const made = voprf.blindEvaluateBatch(hexToBytes(secret), hexToBytes(publicKey), fromHex(blinded));
    return { evaluated: toHex(made.evaluated), proof: bytesToHex(made.proof) };
  },

  // Which of these are not evaluated, each asked on its own.
  refuses({ secret, public: publicKey, elements }) {
    const refused = elements.filter((element) => {
      try {
        actions.evaluate({ secret, public: publicKey, blinded: [element] });
        return false;
      } catch {
        return true;
      }
    });
    return { elements: refused };
  },

  finalize({ inputs, scalars, blinded, evaluated, proof, public: publicKey }) {
    const items = inputs.map((input, place) => ({
      input: hexToBytes(input),
      blind: hexToBytes(scalars[place]),
      blinded: hexToBytes(blinded[place]),
      evaluated: hexToBytes(evaluated[place]),
    }));
    return { outputs: toHex(voprf.finalizeBatch(items, hexToBytes(publicKey), hexToBytes(proof))) };
  },
};

const { action, ...values } = JSON.parse(readFileSync(0, "utf8"));
const act = actions[action];
if (!act) throw new Error(`there is no action ${action}`);
let reply;
try {
  reply = act(values);
} catch (error) {
  reply = { refused: error.message };
}
console.log(JSON.stringify(reply));
