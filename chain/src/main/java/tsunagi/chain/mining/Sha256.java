package tsunagi.chain.mining;

import java.util.Arrays;

/// The parts of SHA-256 (FIPS 180-4), on words.
final class Sha256 {
    static final int ROUNDS = 64;
    static final int BLOCK_WORDS = 16;
    static final int BLOCK_BYTES = 64;

    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    /// The state that every hash begins with, a … h.
    static int[] initialState() {
        return INITIAL.clone();
    }

    static int constant(int round) {
        return K[round];
    }

    /// The 64 words of a block's schedule.
    static int[] schedule(int[] block) {
        int[] w = Arrays.copyOf(block, ROUNDS);
        for (int t = BLOCK_WORDS; t < ROUNDS; t++) {
            w[t] = w[t - 16] + smallSigma0(w[t - 15]) + w[t - 7] + smallSigma1(w[t - 2]);
        }
        return w;
    }

    /// One round, in place.
    ///
    /// @param state a … h
    /// @param kw    the round's constant plus its word
    static void round(int[] state, int kw) {
        int t1 = state[7] + bigSigma1(state[4]) + choose(state[4], state[5], state[6]) + kw;
        int t2 = bigSigma0(state[0]) + majority(state[0], state[1], state[2]);
        System.arraycopy(state, 0, state, 1, state.length - 1);
        state[4] += t1;
        state[0] = t1 + t2;
    }

    static int bigSigma0(int x) {
        return Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
    }

    static int bigSigma1(int x) {
        return Integer.rotateRight(x, 6) ^ Integer.rotateRight(x, 11) ^ Integer.rotateRight(x, 25);
    }

    static int smallSigma0(int x) {
        return Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ (x >>> 3);
    }

    static int smallSigma1(int x) {
        return Integer.rotateRight(x, 17) ^ Integer.rotateRight(x, 19) ^ (x >>> 10);
    }

    static int choose(int e, int f, int g) {
        return g ^ (e & (f ^ g));
    }

    static int majority(int a, int b, int c) {
        return (a & b) | (c & (a | b));
    }

    private Sha256() {}
}
