package tsunagi.chain.mining;

import java.util.Arrays;

/// Lanes in plain arrays, in loops that HotSpot's C2 turns into vector instructions of
/// whatever width there is.
///
/// Two things make it do so well. One loop goes through all rounds: as in SHA-256 a round needs
/// the last four values of `a` and of `e` and no other, their whole history is kept, row after
/// row, and each element is made of elements whole rows before it. So what a loop costs before
/// its first vector and after its last is paid once for all rounds. And each loop ends at the
/// length of an array: where C2 knows at compile time how often a loop runs, it unrolls it too
/// soon to see the vectors.
final class ArrayLanes implements Lanes {
    /// Four vectors of 512 bits: enough to hide how long one takes, few enough
    /// for the first-level cache.
    private static final int L = 64;

    private static final int STATE_ROWS = 4;
    private static final int E = (STATE_ROWS + Sha256.ROUNDS) * L;

    private final int[] w = new int[Sha256.ROUNDS * L];
    private final int[] nonces = new int[L];

    /// The constants of the rounds from [NonceBlocks#FIRST_VARIED] on.
    private final int[] k = new int[(Sha256.ROUNDS - NonceBlocks.FIRST_VARIED) * L];

    private final int[] kw = new int[(Sha256.ROUNDS - NonceBlocks.FIRST_ROUND) * L];

    /// All values of `a`, then, from [#E] on, all of `e`; the first four rows of each are the state
    /// to begin with, d c b a and h g f e.
    private final int[] history = new int[2 * E];

    private final int[] chaining = new int[2 * STATE_ROWS * L];
    private final int[] initial = oldestFirst(Sha256.initialState());
    private int[] start = {};
    private int[] firstTerm = {};
    private int[] secondTerm = {};
    private int[] partlyConstant = {};
    private int[][] later = {};

    ArrayLanes() {
        for (int i = 0; i < k.length; i++) k[i] = Sha256.constant(NonceBlocks.FIRST_VARIED + i / L);
    }

    @Override
    public int count() {
        return L;
    }

    @Override
    public void prepare(NonceBlocks blocks) {
        int[] schedule = blocks.schedule();
        int varied = NonceBlocks.FIRST_VARIED;
        int partly = NonceBlocks.FIRST_PARTLY_CONSTANT;
        int[] constant = Lanes.rows(schedule, 0, varied, L);
        System.arraycopy(constant, 0, w, 0, constant.length);
        for (int t = NonceBlocks.FIRST_ROUND; t < varied; t++) {
            int row = (t - NonceBlocks.FIRST_ROUND) * L;
            Arrays.fill(kw, row, row + L, Sha256.constant(t) + schedule[t]);
        }
        firstTerm = Lanes.rows(schedule, varied, varied + 1, L);
        secondTerm = Lanes.rows(schedule, varied + 1, partly, L);
        partlyConstant = Lanes.rows(schedule, partly, NonceBlocks.FIRST_GENERAL, L);
        start = oldestFirst(blocks.afterThree());
        later = Arrays.stream(blocks.later())
                .map(sums -> Lanes.rows(sums, 0, sums.length, L))
                .toArray(int[][]::new);
    }

    private static int[] oldestFirst(int[] state) {
        int[] rows = {state[3], state[2], state[1], state[0], state[7], state[6], state[5], state[4]};
        return Lanes.rows(rows, 0, rows.length, L);
    }

    @Override
    public int firstHit(int nonceLow, int mask) {
        reverseBytes(nonces, nonceLow);
        vary(w, nonces, firstTerm, secondTerm);
        extendPartlyConstant(w, partlyConstant);
        extend(w);
        addConstants(kw, w, k);
        System.arraycopy(start, 0, history, 0, STATE_ROWS * L);
        System.arraycopy(start, STATE_ROWS * L, history, E, STATE_ROWS * L);
        addNonces(history, nonces);
        rounds(history, kw);
        System.arraycopy(initial, 0, chaining, 0, initial.length);
        int end = kw.length;
        for (int[] sums : later) {
            chain(history, end, chaining);
            rounds(history, sums);
            end = sums.length;
        }
        return firstHit(history, end + (STATE_ROWS - 1) * L, chaining, mask);
    }

    private static void reverseBytes(int[] nonces, int low) {
        for (int i = 0; i < nonces.length; i++) nonces[i] = Integer.reverseBytes(low + i);
    }

    private static void vary(int[] w, int[] nonces, int[] firstTerm, int[] secondTerm) {
        for (int i = 0; i < nonces.length; i++) {
            w[NonceBlocks.FIRST_VARIED * L + i] = firstTerm[i] + Sha256.smallSigma0(nonces[i]);
            w[(NonceBlocks.FIRST_VARIED + 1) * L + i] = secondTerm[i] + nonces[i];
        }
    }

    private static void extendPartlyConstant(int[] w, int[] terms) {
        int first = NonceBlocks.FIRST_PARTLY_CONSTANT * L;
        for (int i = 0; i < terms.length; i++) {
            w[first + i] = terms[i] + w[first - 7 * L + i] + Sha256.smallSigma1(w[first - 2 * L + i]);
        }
    }

    private static void extend(int[] w) {
        for (int i = NonceBlocks.FIRST_GENERAL * L; i < w.length; i++) {
            w[i] = w[i - 16 * L] + Sha256.smallSigma0(w[i - 15 * L]) + w[i - 7 * L] + Sha256.smallSigma1(w[i - 2 * L]);
        }
    }

    private static void addConstants(int[] kw, int[] w, int[] k) {
        int varied = NonceBlocks.FIRST_VARIED * L;
        for (int i = 0; i < k.length; i++) kw[varied - NonceBlocks.FIRST_ROUND * L + i] = w[varied + i] + k[i];
    }

    /// The first round that has the nonce in it has it in the last of the first four rows.
    private static void addNonces(int[] history, int[] nonces) {
        int last = (STATE_ROWS - 1) * L;
        for (int i = 0; i < nonces.length; i++) {
            history[last + i] += nonces[i];
            history[E + last + i] += nonces[i];
        }
    }

    /// One round for each row of `kw`.
    private static void rounds(int[] s, int[] kw) {
        for (int i = 0; i < kw.length; i++) {
            int e = s[E + i + 3 * L];
            int t = s[E + i] + Sha256.bigSigma1(e) + Sha256.choose(e, s[E + i + 2 * L], s[E + i + L]) + kw[i];
            int a = s[i + 3 * L];
            s[E + i + 4 * L] = s[i] + t;
            s[i + 4 * L] = t + Sha256.bigSigma0(a) + Sha256.majority(a, s[i + 2 * L], s[i + L]);
        }
    }

    /// Makes of the state after a block's last round the one that the next block begins with.
    private static void chain(int[] history, int end, int[] chaining) {
        int half = STATE_ROWS * L;
        for (int i = 0; i < half; i++) {
            chaining[i] += history[end + i];
            chaining[half + i] += history[E + end + i];
        }
        System.arraycopy(chaining, 0, history, 0, half);
        System.arraycopy(chaining, half, history, E, half);
    }

    private static int firstHit(int[] history, int a, int[] chaining, int mask) {
        for (int i = 0; i < L; i++) {
            if (((history[a + i] + chaining[(STATE_ROWS - 1) * L + i]) & mask) == 0) return i;
        }
        return -1;
    }
}
