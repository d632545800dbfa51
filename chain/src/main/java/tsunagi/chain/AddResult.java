package tsunagi.chain;

import java.util.List;
import tsunagi.protocol.Hash;

/// What became of a block that was offered to the [Chain].
public sealed interface AddResult {
    /// The active chain changed: by the block itself, and by what had waited for it.
    sealed interface Joined extends AddResult permits Added, Reorganised, Switched {
        /// The blocks that are now on the active chain, parent first: what is to be relayed. Of a
        /// [rival][Switched] only the highest, because there may be millions.
        List<LoggedBlock> joined();

        /// How many blocks are now on the active chain that were not.
        default long count() {
            return joined().size();
        }
    }

    /// The tip moved up, by at least one block unless it was [asked for otherwise][Chain#extend].
    record Added(List<LoggedBlock> joined) implements Joined {}

    /// Another branch is longer now, and is the active chain from here on (3.6).
    ///
    /// @param forkIndex height of the last block that both branches share
    /// @param departed  how many blocks of the old branch were left
    /// @param appended  how many of the joined blocks were not in the log before; the
    ///                  others returned
    record Reorganised(long forkIndex, long departed, long appended, List<LoggedBlock> joined) implements Joined {}

    /// The same for a branch that had been staged because it is too long for the pool (3.6).
    /// Its lowest blocks may have been on the chain before; all others have been appended to
    /// the log, one after another.
    ///
    /// @param forkIndex height of the last block that both branches share
    /// @param departed  how many blocks of the old branch were left
    /// @param count     how many joined
    /// @param returned  where those lie that returned, lowest first
    /// @param origins   where the others came from, by where they lie
    /// @param last      the highest of them
    record Switched(
            long forkIndex, long departed, long count, List<Extent> returned, List<OriginRun> origins, LoggedBlock last)
            implements Joined {
        @Override
        public List<LoggedBlock> joined() {
            return List.of(last);
        }
    }

    /// From an offset of the log on, blocks came from this origin.
    record OriginRun(long offset, Origin origin) {}

    /// It goes on a branch that is too long for the pool, and that is not the
    /// longest yet (3.6). Kept.
    ///
    /// @param blocks    how many went on it, one after another
    /// @param forkIndex height of the active block that the branch hangs on
    /// @param height    of the branch
    /// @param needed    the height at which it becomes the active chain
    record Staged(int blocks, long forkIndex, long height, long needed) implements AddResult {}

    /// Its hash is known (3.5). Its bytes need not be the same (section 7); the first form stays.
    record Duplicate() implements AddResult {}

    /// It extends a known block, but not into a longer chain (3.6). Kept.
    record SideBranch() implements AddResult {}

    /// Its parent is unknown (3.7). Kept.
    record Orphan() implements AddResult {}

    /// It can never be part of a chain. Dropped.
    record Rejected(Rejection reason) implements AddResult, BlockRules.Verdict {}

    /// A block of the active chain, and where its frame lies in the log.
    ///
    /// @param offset of the frame's first byte in the log
    /// @param length of the frame in bytes, LF included
    /// @param origin where it came from
    record LoggedBlock(long index, Hash hash, long offset, int length, Origin origin) {}

    /// Why a block can never be part of a chain.
    enum Rejection {
        GENESIS_INDEX("index 0 is genesis, which is never sent (3.3)"),
        FRAME_TOO_LONG("its canonical frame is longer than 4096 bytes (3.8)"),
        WRONG_HASH("its hash member is not its hash (3.2)"),
        TOO_LITTLE_WORK("its hash does not begin with enough zero bytes (3.2)"),
        WRONG_INDEX("its index is not its parent's plus one (3.4)");

        private final String words;

        Rejection(String words) {
            this.words = words;
        }

        /// Why, in words for a log line, with the rule.
        public String words() {
            return words;
        }
    }
}
