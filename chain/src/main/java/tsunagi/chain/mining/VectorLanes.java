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

/// Lanes in vectors of the widest kind that the processor has, in three streams: while one waits
/// for its last result, the others work. To be touched only where the module
/// `jdk.incubator.vector` is resolved.
final class VectorLanes implements Lanes {
    static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;

    /// The lanes of one stream.
    static final int N = SPECIES.length();

    /// The lanes of all, which is the length of a row.
    static final int L = 3 * N;

    private static final int STATE_WORDS = 8;

    private final int[] w = new int[Sha256.ROUNDS * L];
    private final int[] k = new int[Sha256.ROUNDS * L];
    private final int[] kw = new int[Sha256.ROUNDS * L];
    private final int[] ascending = new int[L];
    private final int[] initial = Lanes.rows(Sha256.initialState(), 0, STATE_WORDS, L);
    private final int[] afterThree = new int[2 * L];
    private final int[] start = new int[STATE_WORDS * L];
    private final int[] state = new int[STATE_WORDS * L];
    private int[] terms = {};
    private int[][] later = {};

    VectorLanes() {
        Arrays.setAll(k, i -> Sha256.constant(i / L));
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
        for (int i = NonceBlocks.FIRST_ROUND * L; i < NonceBlocks.FIRST_VARIED * L; i++) kw[i] = w[i] + k[i];
        int[] constant = Lanes.rows(blocks.afterThree(), 0, STATE_WORDS, L);
        System.arraycopy(constant, 0, start, 0, start.length);
        System.arraycopy(constant, 0, afterThree, 0, L);
        System.arraycopy(constant, 4 * L, afterThree, L, L);
        later = Arrays.stream(blocks.later())
                .map(sums -> Lanes.rows(sums, 0, sums.length, L))
                .toArray(int[][]::new);
    }

    @Override
    public int firstHit(int nonceLow, int mask) {
        vary(nonceLow, ascending, afterThree, start, terms, w);
        VectorSchedule.extendPartlyConstant(w, terms);
        VectorSchedule.addConstants(w, k, kw);
        VectorSchedule.extend(w, k, kw);
        VectorRounds.rounds(start, kw, NonceBlocks.FIRST_ROUND, initial, state);
        for (int[] sums : later) VectorRounds.rounds(state, sums, 0, state, state);
        return firstHit(state, mask);
    }

    /// Puts the nonces in: into a and e of the state, and into the two words of the schedule
    /// that come of them alone.
    private static void vary(int nonceLow, int[] ascending, int[] afterThree, int[] start, int[] terms, int[] w) {
        int first = NonceBlocks.FIRST_VARIED * L;
        for (int i = 0; i < L; i += N) {
            IntVector x = IntVector.fromArray(SPECIES, ascending, i).add(nonceLow);
            IntVector odd = x.lanewise(ROR, 8).lanewise(AND, 0xff00ff00);
            x = x.lanewise(ROR, 24).lanewise(AND, 0x00ff00ff).lanewise(OR, odd);
            IntVector.fromArray(SPECIES, afterThree, i).add(x).intoArray(start, i);
            IntVector.fromArray(SPECIES, afterThree, L + i).add(x).intoArray(start, 4 * L + i);
            IntVector sigma0 =
                    x.lanewise(ROR, 7).lanewise(XOR, x.lanewise(ROR, 18)).lanewise(XOR, x.lanewise(LSHR, 3));
            IntVector.fromArray(SPECIES, terms, first + i).add(sigma0).intoArray(w, first + i);
            IntVector.fromArray(SPECIES, terms, first + L + i).add(x).intoArray(w, first + L + i);
        }
    }

    private static int firstHit(int[] state, int mask) {
        for (int i = 0; i < L; i += N) {
            var hits =
                    IntVector.fromArray(SPECIES, state, i).lanewise(AND, mask).compare(EQ, 0);
            if (hits.anyTrue()) return i + hits.firstTrue();
        }
        return -1;
    }
}
