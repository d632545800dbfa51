package tsunagi.chain;

/// How fast one thread is with one kernel, and so how much it may take on before
/// it has to look up again.
final class MiningPace {
    private final int lanes;
    private int batch;
    private double fastest;

    /// @param lanes what a batch is a multiple of
    MiningPace(int lanes) {
        this.lanes = lanes;
        this.batch = roundUp(ChainLimits.FIRST_MINING_BATCH_HASHES);
    }

    /// How many nonces to try next.
    int batch() {
        return batch;
    }

    /// Takes note of what a batch took. One that another thread was let run in counts for its
    /// size, but not for the pace.
    void took(int hashes, long nanos) {
        double perSecond = hashes * 1e9 / Math.max(nanos, 1);
        fastest = Math.max(fastest, perSecond);
        double fitting = perSecond * ChainLimits.MINING_BATCH_NANOS / 1e9;
        batch = roundUp((int) Math.clamp(fitting, 1, 2.0 * batch));
    }

    /// Hashes in a second, in the best batch of all.
    double hashesPerSecond() {
        return fastest;
    }

    private int roundUp(int hashes) {
        return Math.ceilDiv(hashes, lanes) * lanes;
    }
}
