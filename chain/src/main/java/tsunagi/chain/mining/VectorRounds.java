package tsunagi.chain.mining;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static tsunagi.chain.mining.VectorLanes.L;
import static tsunagi.chain.mining.VectorLanes.N;
import static tsunagi.chain.mining.VectorLanes.SPECIES;

import jdk.incubator.vector.IntVector;

/// SHA-256's rounds in three streams of vectors, whose 24 vectors of state and what they need
/// besides fit into 32 registers.
///
/// SHA-256's functions are written out, for C2 stops inlining the methods of others once it has so
/// many nodes, and a vector that is handed to a call becomes an object. A turn is one round and no
/// more, for compiling takes longer the longer a method is, and until then it is a thousand times
/// slower. What is known last is added last: while one stream waits for it, the others work.
final class VectorRounds {
    /// The rounds from `first` on, one to a turn, and then the sums with `plus`. `from`,
    /// `plus` and `to` may be one.
    static void rounds(int[] from, int[] kw, int first, int[] plus, int[] to) {
        IntVector a0 = IntVector.fromArray(SPECIES, from, 0 * L),
                b0 = IntVector.fromArray(SPECIES, from, 1 * L),
                c0 = IntVector.fromArray(SPECIES, from, 2 * L),
                d0 = IntVector.fromArray(SPECIES, from, 3 * L),
                e0 = IntVector.fromArray(SPECIES, from, 4 * L),
                f0 = IntVector.fromArray(SPECIES, from, 5 * L),
                g0 = IntVector.fromArray(SPECIES, from, 6 * L),
                h0 = IntVector.fromArray(SPECIES, from, 7 * L);
        IntVector a1 = IntVector.fromArray(SPECIES, from, 0 * L + 1 * N),
                b1 = IntVector.fromArray(SPECIES, from, 1 * L + 1 * N),
                c1 = IntVector.fromArray(SPECIES, from, 2 * L + 1 * N),
                d1 = IntVector.fromArray(SPECIES, from, 3 * L + 1 * N),
                e1 = IntVector.fromArray(SPECIES, from, 4 * L + 1 * N),
                f1 = IntVector.fromArray(SPECIES, from, 5 * L + 1 * N),
                g1 = IntVector.fromArray(SPECIES, from, 6 * L + 1 * N),
                h1 = IntVector.fromArray(SPECIES, from, 7 * L + 1 * N);
        IntVector a2 = IntVector.fromArray(SPECIES, from, 0 * L + 2 * N),
                b2 = IntVector.fromArray(SPECIES, from, 1 * L + 2 * N),
                c2 = IntVector.fromArray(SPECIES, from, 2 * L + 2 * N),
                d2 = IntVector.fromArray(SPECIES, from, 3 * L + 2 * N),
                e2 = IntVector.fromArray(SPECIES, from, 4 * L + 2 * N),
                f2 = IntVector.fromArray(SPECIES, from, 5 * L + 2 * N),
                g2 = IntVector.fromArray(SPECIES, from, 6 * L + 2 * N),
                h2 = IntVector.fromArray(SPECIES, from, 7 * L + 2 * N);
        for (int i = first * L; i < Sha256.ROUNDS * L; i += L) {
            IntVector t0 = h0.add(IntVector.fromArray(SPECIES, kw, i))
                    .add(g0.lanewise(XOR, e0.lanewise(AND, f0.lanewise(XOR, g0))))
                    .add(e0.lanewise(ROR, 6).lanewise(XOR, e0.lanewise(ROR, 11)).lanewise(XOR, e0.lanewise(ROR, 25)));
            h0 = g0;
            g0 = f0;
            f0 = e0;
            e0 = d0.add(t0);
            t0 = t0.add(a0.lanewise(AND, b0).lanewise(OR, c0.lanewise(AND, a0.lanewise(OR, b0))))
                    .add(a0.lanewise(ROR, 2).lanewise(XOR, a0.lanewise(ROR, 13)).lanewise(XOR, a0.lanewise(ROR, 22)));
            d0 = c0;
            c0 = b0;
            b0 = a0;
            a0 = t0;
            IntVector t1 = h1.add(IntVector.fromArray(SPECIES, kw, i + 1 * N))
                    .add(g1.lanewise(XOR, e1.lanewise(AND, f1.lanewise(XOR, g1))))
                    .add(e1.lanewise(ROR, 6).lanewise(XOR, e1.lanewise(ROR, 11)).lanewise(XOR, e1.lanewise(ROR, 25)));
            h1 = g1;
            g1 = f1;
            f1 = e1;
            e1 = d1.add(t1);
            t1 = t1.add(a1.lanewise(AND, b1).lanewise(OR, c1.lanewise(AND, a1.lanewise(OR, b1))))
                    .add(a1.lanewise(ROR, 2).lanewise(XOR, a1.lanewise(ROR, 13)).lanewise(XOR, a1.lanewise(ROR, 22)));
            d1 = c1;
            c1 = b1;
            b1 = a1;
            a1 = t1;
            IntVector t2 = h2.add(IntVector.fromArray(SPECIES, kw, i + 2 * N))
                    .add(g2.lanewise(XOR, e2.lanewise(AND, f2.lanewise(XOR, g2))))
                    .add(e2.lanewise(ROR, 6).lanewise(XOR, e2.lanewise(ROR, 11)).lanewise(XOR, e2.lanewise(ROR, 25)));
            h2 = g2;
            g2 = f2;
            f2 = e2;
            e2 = d2.add(t2);
            t2 = t2.add(a2.lanewise(AND, b2).lanewise(OR, c2.lanewise(AND, a2.lanewise(OR, b2))))
                    .add(a2.lanewise(ROR, 2).lanewise(XOR, a2.lanewise(ROR, 13)).lanewise(XOR, a2.lanewise(ROR, 22)));
            d2 = c2;
            c2 = b2;
            b2 = a2;
            a2 = t2;
        }
        a0.add(IntVector.fromArray(SPECIES, plus, 0 * L)).intoArray(to, 0 * L);
        b0.add(IntVector.fromArray(SPECIES, plus, 1 * L)).intoArray(to, 1 * L);
        c0.add(IntVector.fromArray(SPECIES, plus, 2 * L)).intoArray(to, 2 * L);
        d0.add(IntVector.fromArray(SPECIES, plus, 3 * L)).intoArray(to, 3 * L);
        e0.add(IntVector.fromArray(SPECIES, plus, 4 * L)).intoArray(to, 4 * L);
        f0.add(IntVector.fromArray(SPECIES, plus, 5 * L)).intoArray(to, 5 * L);
        g0.add(IntVector.fromArray(SPECIES, plus, 6 * L)).intoArray(to, 6 * L);
        h0.add(IntVector.fromArray(SPECIES, plus, 7 * L)).intoArray(to, 7 * L);
        a1.add(IntVector.fromArray(SPECIES, plus, 0 * L + 1 * N)).intoArray(to, 0 * L + 1 * N);
        b1.add(IntVector.fromArray(SPECIES, plus, 1 * L + 1 * N)).intoArray(to, 1 * L + 1 * N);
        c1.add(IntVector.fromArray(SPECIES, plus, 2 * L + 1 * N)).intoArray(to, 2 * L + 1 * N);
        d1.add(IntVector.fromArray(SPECIES, plus, 3 * L + 1 * N)).intoArray(to, 3 * L + 1 * N);
        e1.add(IntVector.fromArray(SPECIES, plus, 4 * L + 1 * N)).intoArray(to, 4 * L + 1 * N);
        f1.add(IntVector.fromArray(SPECIES, plus, 5 * L + 1 * N)).intoArray(to, 5 * L + 1 * N);
        g1.add(IntVector.fromArray(SPECIES, plus, 6 * L + 1 * N)).intoArray(to, 6 * L + 1 * N);
        h1.add(IntVector.fromArray(SPECIES, plus, 7 * L + 1 * N)).intoArray(to, 7 * L + 1 * N);
        a2.add(IntVector.fromArray(SPECIES, plus, 0 * L + 2 * N)).intoArray(to, 0 * L + 2 * N);
        b2.add(IntVector.fromArray(SPECIES, plus, 1 * L + 2 * N)).intoArray(to, 1 * L + 2 * N);
        c2.add(IntVector.fromArray(SPECIES, plus, 2 * L + 2 * N)).intoArray(to, 2 * L + 2 * N);
        d2.add(IntVector.fromArray(SPECIES, plus, 3 * L + 2 * N)).intoArray(to, 3 * L + 2 * N);
        e2.add(IntVector.fromArray(SPECIES, plus, 4 * L + 2 * N)).intoArray(to, 4 * L + 2 * N);
        f2.add(IntVector.fromArray(SPECIES, plus, 5 * L + 2 * N)).intoArray(to, 5 * L + 2 * N);
        g2.add(IntVector.fromArray(SPECIES, plus, 6 * L + 2 * N)).intoArray(to, 6 * L + 2 * N);
        h2.add(IntVector.fromArray(SPECIES, plus, 7 * L + 2 * N)).intoArray(to, 7 * L + 2 * N);
    }

    private VectorRounds() {}
}
