package tsunagi.network.core;

import java.util.List;
import tsunagi.chain.AddResult;

/// Whether the chain has use for what a peer sends, by what came last. Nothing is of use until a block joins. Blocks
/// that are known already change nothing: a full answer has many before the first new one, and so has a peer
/// that says the same over and over.
///
/// What is of no use is no offence by itself, but it has to be content with the time that [Throttle] gives.
public final class Usefulness {
    private boolean isOfUse;

    public boolean isOfUse() {
        return isOfUse;
    }

    /// Blocks came.
    public void placed(List<NodeCore.Placed> blocks) {
        for (NodeCore.Placed block : blocks) isOfUse = isOfUseAfter(block.result());
    }

    private boolean isOfUseAfter(AddResult result) {
        return switch (result) {
            case AddResult.Joined joined -> true;
            case AddResult.Duplicate duplicate -> isOfUse;
            case AddResult.SideBranch side -> false;
            case AddResult.Orphan orphan -> false;
            case AddResult.Rejected rejected -> false;
        };
    }

    /// Something else came: a fault or a question.
    public void wasted() {
        isOfUse = false;
    }
}
