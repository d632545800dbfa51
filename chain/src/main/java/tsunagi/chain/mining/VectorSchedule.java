package tsunagi.chain.mining;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static tsunagi.chain.mining.VectorLanes.L;
import static tsunagi.chain.mining.VectorLanes.N;
import static tsunagi.chain.mining.VectorLanes.SPECIES;

import jdk.incubator.vector.IntVector;

/// The schedule of the first block in vectors, from the words on that come of the nonce. Its
/// functions are written out as in [VectorRounds].
final class VectorSchedule {
    /// The first of those words that need no constant term. The one before
    /// [NonceBlocks#FIRST_GENERAL] could have one, but so there are 32 of
    /// them, which is eight turns.
    private static final int FIRST = NonceBlocks.FIRST_GENERAL - 1;

    /// Words that have a constant term, with a row of `terms` for each.
    static void extendPartlyConstant(int[] w, int[] terms) {
        for (int i = NonceBlocks.FIRST_PARTLY_CONSTANT * L; i < FIRST * L; i += N) {
            IntVector x = IntVector.fromArray(SPECIES, w, i - 2 * L);
            IntVector.fromArray(SPECIES, terms, i)
                    .add(IntVector.fromArray(SPECIES, w, i - 7 * L))
                    .add(x.lanewise(ROR, 17).lanewise(XOR, x.lanewise(ROR, 19)).lanewise(XOR, x.lanewise(LSHR, 10)))
                    .intoArray(w, i);
        }
    }

    /// Adds the constants to all words so far.
    static void addConstants(int[] w, int[] k, int[] kw) {
        for (int i = NonceBlocks.FIRST_VARIED * L; i < FIRST * L; i += N) {
            IntVector.fromArray(SPECIES, w, i)
                    .add(IntVector.fromArray(SPECIES, k, i))
                    .intoArray(kw, i);
        }
    }

    /// The words from then on, four to a turn, with their constants. The last 16 words stay in
    /// registers, the oldest first.
    static void extend(int[] w, int[] k, int[] kw) {
        for (int l = 0; l < L; l += N) {
            IntVector w0 = IntVector.fromArray(SPECIES, w, (FIRST - 16) * L + l),
                    w1 = IntVector.fromArray(SPECIES, w, (FIRST - 15) * L + l),
                    w2 = IntVector.fromArray(SPECIES, w, (FIRST - 14) * L + l),
                    w3 = IntVector.fromArray(SPECIES, w, (FIRST - 13) * L + l),
                    w4 = IntVector.fromArray(SPECIES, w, (FIRST - 12) * L + l),
                    w5 = IntVector.fromArray(SPECIES, w, (FIRST - 11) * L + l),
                    w6 = IntVector.fromArray(SPECIES, w, (FIRST - 10) * L + l),
                    w7 = IntVector.fromArray(SPECIES, w, (FIRST - 9) * L + l),
                    w8 = IntVector.fromArray(SPECIES, w, (FIRST - 8) * L + l),
                    w9 = IntVector.fromArray(SPECIES, w, (FIRST - 7) * L + l),
                    w10 = IntVector.fromArray(SPECIES, w, (FIRST - 6) * L + l),
                    w11 = IntVector.fromArray(SPECIES, w, (FIRST - 5) * L + l),
                    w12 = IntVector.fromArray(SPECIES, w, (FIRST - 4) * L + l),
                    w13 = IntVector.fromArray(SPECIES, w, (FIRST - 3) * L + l),
                    w14 = IntVector.fromArray(SPECIES, w, (FIRST - 2) * L + l),
                    w15 = IntVector.fromArray(SPECIES, w, (FIRST - 1) * L + l);
            for (int t = FIRST; t < Sha256.ROUNDS; t += 4) {
                IntVector x0 = w0.add(w1.lanewise(ROR, 7)
                                .lanewise(XOR, w1.lanewise(ROR, 18))
                                .lanewise(XOR, w1.lanewise(LSHR, 3)))
                        .add(w9)
                        .add(w14.lanewise(ROR, 17)
                                .lanewise(XOR, w14.lanewise(ROR, 19))
                                .lanewise(XOR, w14.lanewise(LSHR, 10)));
                x0.add(IntVector.fromArray(SPECIES, k, t * L)).intoArray(kw, t * L + l);
                IntVector x1 = w1.add(w2.lanewise(ROR, 7)
                                .lanewise(XOR, w2.lanewise(ROR, 18))
                                .lanewise(XOR, w2.lanewise(LSHR, 3)))
                        .add(w10)
                        .add(w15.lanewise(ROR, 17)
                                .lanewise(XOR, w15.lanewise(ROR, 19))
                                .lanewise(XOR, w15.lanewise(LSHR, 10)));
                x1.add(IntVector.fromArray(SPECIES, k, (t + 1) * L)).intoArray(kw, (t + 1) * L + l);
                IntVector x2 = w2.add(w3.lanewise(ROR, 7)
                                .lanewise(XOR, w3.lanewise(ROR, 18))
                                .lanewise(XOR, w3.lanewise(LSHR, 3)))
                        .add(w11)
                        .add(x0.lanewise(ROR, 17)
                                .lanewise(XOR, x0.lanewise(ROR, 19))
                                .lanewise(XOR, x0.lanewise(LSHR, 10)));
                x2.add(IntVector.fromArray(SPECIES, k, (t + 2) * L)).intoArray(kw, (t + 2) * L + l);
                IntVector x3 = w3.add(w4.lanewise(ROR, 7)
                                .lanewise(XOR, w4.lanewise(ROR, 18))
                                .lanewise(XOR, w4.lanewise(LSHR, 3)))
                        .add(w12)
                        .add(x1.lanewise(ROR, 17)
                                .lanewise(XOR, x1.lanewise(ROR, 19))
                                .lanewise(XOR, x1.lanewise(LSHR, 10)));
                x3.add(IntVector.fromArray(SPECIES, k, (t + 3) * L)).intoArray(kw, (t + 3) * L + l);
                w0 = w4;
                w1 = w5;
                w2 = w6;
                w3 = w7;
                w4 = w8;
                w5 = w9;
                w6 = w10;
                w7 = w11;
                w8 = w12;
                w9 = w13;
                w10 = w14;
                w11 = w15;
                w12 = x0;
                w13 = x1;
                w14 = x2;
                w15 = x3;
            }
        }
    }

    private VectorSchedule() {}
}
