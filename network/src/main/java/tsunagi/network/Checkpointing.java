package tsunagi.network;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import tsunagi.chain.ChainLimits;
import tsunagi.chain.LogProof;
import tsunagi.chain.NewCheckpoint;
import tsunagi.network.core.NetworkLimits;

/// Keeps for the next start how far the log is understood, and proves what this start believed of
/// what the last one kept. Neither waits for the disk under the lock that orders blocks.
final class Checkpointing {
    private final LockedCore core;
    private long wholeFrom;

    /// @param now in nanoseconds
    Checkpointing(LockedCore core, long now) {
        this.core = core;
        this.wholeFrom = now;
    }

    /// Writes a checkpoint if one is due: when the log has grown by
    /// [ChainLimits#CHECKPOINT_LOG_BYTES], and after a while also when it has grown by less.
    void keep(long now) throws IOException {
        boolean isTime = now - wholeFrom >= NetworkLimits.CHECKPOINT_INTERVAL.toNanos();
        if (isTime) wholeFrom = now;
        long leastBytes = isTime ? 1 : ChainLimits.CHECKPOINT_LOG_BYTES;
        Optional<NewCheckpoint> due = core.look(chain -> chain.checkpoint(leastBytes));
        if (due.isEmpty()) return;
        NewCheckpoint checkpoint = due.get();
        try {
            checkpoint.write();
        } catch (ClosedChannelException e) {
            throw e;
        } catch (Throwable e) {
            core.fail(NodeFailure.of("the checkpoint of the block log", e));
            throw e;
        }
        core.look(chain -> {
            chain.keep(checkpoint);
            return checkpoint;
        });
    }

    /// Reads what the start did not, a piece at a time.
    ///
    /// @param stops pauses after a piece, and says whether to stop
    void prove(BooleanSupplier stops) throws IOException {
        Optional<LogProof> unproven = core.look(chain -> chain.unproven());
        if (unproven.isEmpty()) return;
        LogProof proof = unproven.get();
        try {
            proof.run((blocks, offset) -> {
                core.look(chain -> {
                    proof.compare(blocks, offset);
                    return proof;
                });
                if (stops.getAsBoolean()) throw new ClosedChannelException();
            });
            core.look(chain -> {
                proof.conclude();
                return proof;
            });
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            core.fail(NodeFailure.of("the block log", e));
            throw e;
        }
    }
}
