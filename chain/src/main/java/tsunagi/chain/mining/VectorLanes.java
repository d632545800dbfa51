package tsunagi.chain.mining;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Lanes in vectors of the widest kind that the processor has, in two streams: while one waits for its last result, the
/// other
/// works. To be touched only where the module `jdk.incubator.vector` is resolved.
///
/// In [#rounds] SHA-256's functions are written out, for C2 stops inlining the methods of others once it has so many
/// nodes, and a
/// vector that is handed to a call becomes an object. The loop has two rounds and no more for the same reason.
final class VectorLanes implements Lanes {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

    /// The lanes of one stream.
    private static final int N = SPECIES.length();

    /// The lanes of both, which is the length of a row.
    private static final int L = 2 * N;

    private static final int STATE_WORDS = 8;

    private final int[] w = new int[Sha256.ROUNDS * L];

    /// The constants of the rounds from [NonceBlocks#FIRST_VARIED] on.
    private final int[] k = new int[(Sha256.ROUNDS - NonceBlocks.FIRST_VARIED) * L];

    private final int[] kw = new int[(Sha256.ROUNDS - NonceBlocks.FIRST_ROUND) * L];
    private final int[] ascending = new int[L];
    private final int[] initial = Lanes.rows(Sha256.initialState(), 0, STATE_WORDS, L);
    private final int[] state = new int[STATE_WORDS * L];
    private final int[] chaining = new int[STATE_WORDS * L];
    private int[] terms = {};
    private int[] start = {};
    private int[][] later = {};

    VectorLanes() {
        Arrays.setAll(k, i -> Sha256.constant(NonceBlocks.FIRST_VARIED + i / L));
        Arrays.setAll(ascending, i -> i);
    }

    @Override
    public int count() {
        return L;
    }

    @Override
    public void prepare(NonceBlocks blocks) {
        int[] schedule = blocks.schedule();
        terms = Lanes.rows(schedule, 0, schedule.length, L);
        System.arraycopy(terms, 0, w, 0, terms.length);
        for (int t = NonceBlocks.FIRST_ROUND; t < NonceBlocks.FIRST_VARIED; t++) {
            int row = (t - NonceBlocks.FIRST_ROUND) * L;
            Arrays.fill(kw, row, row + L, Sha256.constant(t) + schedule[t]);
        }
        start = Lanes.rows(blocks.afterThree(), 0, STATE_WORDS, L);
        later = Arrays.stream(blocks.later())
                .map(sums -> Lanes.rows(sums, 0, sums.length, L))
                .toArray(int[][]::new);
    }

    @Override
    public int firstHit(int nonceLow, int mask) {
        System.arraycopy(start, 0, state, 0, start.length);
        vary(nonceLow, ascending, state, terms, w);
        extendPartlyConstant(w, terms);
        extend(w);
        addConstants(kw, w, k);
        rounds(state, kw);
        System.arraycopy(initial, 0, chaining, 0, initial.length);
        for (int[] sums : later) {
            chain(state, chaining);
            rounds(state, sums);
        }
        return firstHit(state, chaining, mask);
    }

    /// Puts the nonces in: into the state, and into the two words of the schedule that come of them alone.
    private static void vary(int nonceLow, int[] ascending, int[] state, int[] terms, int[] w) {
        int first = NonceBlocks.FIRST_VARIED * L;
        for (int i = 0; i < L; i += N) {
            IntVector x = IntVector.fromArray(SPECIES, ascending, i).add(nonceLow);
            IntVector odd = x.lanewise(ROR, 8).lanewise(AND, 0xff00ff00);
            x = x.lanewise(ROR, 24).lanewise(AND, 0x00ff00ff).lanewise(OR, odd);
            IntVector.fromArray(SPECIES, state, i).add(x).intoArray(state, i);
            IntVector.fromArray(SPECIES, state, 4 * L + i).add(x).intoArray(state, 4 * L + i);
            IntVector sigma0 =
                    x.lanewise(ROR, 7).lanewise(XOR, x.lanewise(ROR, 18)).lanewise(XOR, x.lanewise(LSHR, 3));
            IntVector.fromArray(SPECIES, terms, first + i).add(sigma0).intoArray(w, first + i);
            IntVector.fromArray(SPECIES, terms, first + L + i).add(x).intoArray(w, first + L + i);
        }
    }

    private static void extendPartlyConstant(int[] w, int[] terms) {
        for (int i = NonceBlocks.FIRST_PARTLY_CONSTANT * L; i < NonceBlocks.FIRST_GENERAL * L; i += N) {
            IntVector x = IntVector.fromArray(SPECIES, w, i - 2 * L);
            IntVector.fromArray(SPECIES, terms, i)
                    .add(IntVector.fromArray(SPECIES, w, i - 7 * L))
                    .add(x.lanewise(ROR, 17).lanewise(XOR, x.lanewise(ROR, 19)).lanewise(XOR, x.lanewise(LSHR, 10)))
                    .intoArray(w, i);
        }
    }

    private static void extend(int[] w) {
        for (int i = NonceBlocks.FIRST_GENERAL * L; i < w.length; i += N) {
            IntVector x = IntVector.fromArray(SPECIES, w, i - 15 * L);
            IntVector y = IntVector.fromArray(SPECIES, w, i - 2 * L);
            IntVector.fromArray(SPECIES, w, i - 16 * L)
                    .add(x.lanewise(ROR, 7).lanewise(XOR, x.lanewise(ROR, 18)).lanewise(XOR, x.lanewise(LSHR, 3)))
                    .add(IntVector.fromArray(SPECIES, w, i - 7 * L))
                    .add(y.lanewise(ROR, 17).lanewise(XOR, y.lanewise(ROR, 19)).lanewise(XOR, y.lanewise(LSHR, 10)))
                    .intoArray(w, i);
        }
    }

    private static void addConstants(int[] kw, int[] w, int[] k) {
        for (int i = 0; i < k.length; i += N) {
            IntVector.fromArray(SPECIES, w, NonceBlocks.FIRST_VARIED * L + i)
                    .add(IntVector.fromArray(SPECIES, k, i))
                    .intoArray(kw, (NonceBlocks.FIRST_VARIED - NonceBlocks.FIRST_ROUND) * L + i);
        }
    }

    /// One round for each row of `kw`, of which there is an even number, two to a turn. Capitals are the second stream.
    private static void rounds(int[] s, int[] kw) {
        IntVector a = IntVector.fromArray(SPECIES, s, 0 * L),
                b = IntVector.fromArray(SPECIES, s, 1 * L),
                c = IntVector.fromArray(SPECIES, s, 2 * L),
                d = IntVector.fromArray(SPECIES, s, 3 * L),
                e = IntVector.fromArray(SPECIES, s, 4 * L),
                f = IntVector.fromArray(SPECIES, s, 5 * L),
                g = IntVector.fromArray(SPECIES, s, 6 * L),
                h = IntVector.fromArray(SPECIES, s, 7 * L);
        IntVector A = IntVector.fromArray(SPECIES, s, 0 * L + N),
                B = IntVector.fromArray(SPECIES, s, 1 * L + N),
                C = IntVector.fromArray(SPECIES, s, 2 * L + N),
                D = IntVector.fromArray(SPECIES, s, 3 * L + N),
                E = IntVector.fromArray(SPECIES, s, 4 * L + N),
                F = IntVector.fromArray(SPECIES, s, 5 * L + N),
                G = IntVector.fromArray(SPECIES, s, 6 * L + N),
                H = IntVector.fromArray(SPECIES, s, 7 * L + N);
        for (int i = 0; i < kw.length; i += 2 * L) {
            IntVector t = h.add(IntVector.fromArray(SPECIES, kw, i))
                    .add(e.lanewise(ROR, 6).lanewise(XOR, e.lanewise(ROR, 11)).lanewise(XOR, e.lanewise(ROR, 25)))
                    .add(g.lanewise(XOR, e.lanewise(AND, f.lanewise(XOR, g))));
            IntVector x = t.add(a.lanewise(ROR, 2)
                            .lanewise(XOR, a.lanewise(ROR, 13))
                            .lanewise(XOR, a.lanewise(ROR, 22)))
                    .add(a.lanewise(AND, b).lanewise(OR, c.lanewise(AND, a.lanewise(OR, b))));
            IntVector y = d.add(t);
            t = g.add(IntVector.fromArray(SPECIES, kw, i + L))
                    .add(y.lanewise(ROR, 6).lanewise(XOR, y.lanewise(ROR, 11)).lanewise(XOR, y.lanewise(ROR, 25)))
                    .add(f.lanewise(XOR, y.lanewise(AND, e.lanewise(XOR, f))));
            h = f;
            g = e;
            f = y;
            e = c.add(t);
            d = b;
            c = a;
            b = x;
            a = t.add(x.lanewise(ROR, 2).lanewise(XOR, x.lanewise(ROR, 13)).lanewise(XOR, x.lanewise(ROR, 22)))
                    .add(x.lanewise(AND, c).lanewise(OR, d.lanewise(AND, x.lanewise(OR, c))));
            IntVector T = H.add(IntVector.fromArray(SPECIES, kw, i + N))
                    .add(E.lanewise(ROR, 6).lanewise(XOR, E.lanewise(ROR, 11)).lanewise(XOR, E.lanewise(ROR, 25)))
                    .add(G.lanewise(XOR, E.lanewise(AND, F.lanewise(XOR, G))));
            IntVector X = T.add(A.lanewise(ROR, 2)
                            .lanewise(XOR, A.lanewise(ROR, 13))
                            .lanewise(XOR, A.lanewise(ROR, 22)))
                    .add(A.lanewise(AND, B).lanewise(OR, C.lanewise(AND, A.lanewise(OR, B))));
            IntVector Y = D.add(T);
            T = G.add(IntVector.fromArray(SPECIES, kw, i + L + N))
                    .add(Y.lanewise(ROR, 6).lanewise(XOR, Y.lanewise(ROR, 11)).lanewise(XOR, Y.lanewise(ROR, 25)))
                    .add(F.lanewise(XOR, Y.lanewise(AND, E.lanewise(XOR, F))));
            H = F;
            G = E;
            F = Y;
            E = C.add(T);
            D = B;
            C = A;
            B = X;
            A = T.add(X.lanewise(ROR, 2).lanewise(XOR, X.lanewise(ROR, 13)).lanewise(XOR, X.lanewise(ROR, 22)))
                    .add(X.lanewise(AND, C).lanewise(OR, D.lanewise(AND, X.lanewise(OR, C))));
        }
        a.intoArray(s, 0 * L);
        b.intoArray(s, 1 * L);
        c.intoArray(s, 2 * L);
        d.intoArray(s, 3 * L);
        e.intoArray(s, 4 * L);
        f.intoArray(s, 5 * L);
        g.intoArray(s, 6 * L);
        h.intoArray(s, 7 * L);
        A.intoArray(s, 0 * L + N);
        B.intoArray(s, 1 * L + N);
        C.intoArray(s, 2 * L + N);
        D.intoArray(s, 3 * L + N);
        E.intoArray(s, 4 * L + N);
        F.intoArray(s, 5 * L + N);
        G.intoArray(s, 6 * L + N);
        H.intoArray(s, 7 * L + N);
    }

    /// Makes of the state after a block's last round the one that the next block begins with.
    private static void chain(int[] state, int[] chaining) {
        for (int i = 0; i < state.length; i += N) {
            IntVector sum = IntVector.fromArray(SPECIES, state, i).add(IntVector.fromArray(SPECIES, chaining, i));
            sum.intoArray(state, i);
            sum.intoArray(chaining, i);
        }
    }

    private static int firstHit(int[] state, int[] chaining, int mask) {
        for (int i = 0; i < L; i += N) {
            var hits = IntVector.fromArray(SPECIES, state, i)
                    .add(IntVector.fromArray(SPECIES, chaining, i))
                    .lanewise(AND, mask)
                    .compare(EQ, 0);
            if (hits.anyTrue()) return i + hits.firstTrue();
        }
        return -1;
    }
}
