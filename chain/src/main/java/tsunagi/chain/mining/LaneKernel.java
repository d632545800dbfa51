package tsunagi.chain.mining;

import java.util.Optional;
import java.util.function.Supplier;

/// Many nonces side by side. What the lanes hit upon is hashed again by the JDK, so that a wrong
/// lane can miss a nonce, but never make one up.
final class LaneKernel implements Kernel {
    private final String name;
    private final Supplier<Lanes> newLanes;
    private final int count;

    LaneKernel(String name, Supplier<Lanes> newLanes) {
        this.name = name;
        this.newLanes = newLanes;
        this.count = newLanes.get().count();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int lanes() {
        return count;
    }

    @Override
    public NonceSearch begin(Puzzle puzzle) {
        return new Search(newLanes.get(), puzzle);
    }

    private static final class Search implements NonceSearch {
        private static final long LOWER_HALF = 0xffff_ffffL;

        private final Lanes lanes;
        private final Puzzle puzzle;
        private final NonceSearch judge;

        /// The upper half that the lanes are prepared for; −1 is none.
        private int preparedHigh = -1;

        Search(Lanes lanes, Puzzle puzzle) {
            this.lanes = lanes;
            this.puzzle = puzzle;
            this.judge = new DigestKernel().begin(puzzle);
        }

        @Override
        public Optional<Proof> find(long first, int count) {
            long end = first + count;
            for (long from = first; from < end; ) {
                long lastWithThisHigh = from | LOWER_HALF;
                long to = lastWithThisHigh < end ? lastWithThisHigh + 1 : end;
                Optional<Proof> proof = findWithOneHigh(from, to);
                if (proof.isPresent()) return proof;
                from = to;
            }
            return Optional.empty();
        }

        private Optional<Proof> findWithOneHigh(long first, long end) {
            prepare((int) (first >>> Integer.SIZE));
            int mask = puzzle.firstWordMask();
            for (long from = first; from < end; ) {
                int lane = lanes.firstHit((int) from, mask);
                if (lane < 0) {
                    from += lanes.count();
                } else {
                    long nonce = from + lane;
                    if (nonce >= end) break;
                    Optional<Proof> proof = judge.find(nonce, 1);
                    if (proof.isPresent()) return proof;
                    from = nonce + 1;
                }
            }
            return Optional.empty();
        }

        private void prepare(int high) {
            if (high == preparedHigh) return;
            lanes.prepare(NonceBlocks.of(puzzle.preimage(), high));
            preparedHigh = high;
        }
    }
}
