package tsunagi.network.core;

import java.util.List;
import tsunagi.chain.AddResult;

/// Whether the chain has use for what a peer sends, by what came last. Nothing is of use until a
/// block joins. Blocks that are known already change nothing for a while: a full answer has many
/// before the first new one, and a peer that relays what another was quicker to send has only such.
///
/// Turning back to a branch that the chain has left is of no use, however much work is in the few
/// blocks that do it: it costs this node as much as the branches are long, and who sends it only
/// what it appends.
///
/// What is of no use is no offence by itself, but it has to be content with the
/// time that [Throttle] gives.
public final class Usefulness {
    private boolean isOfUse;
    private int duplicates;

    public boolean isOfUse() {
        return isOfUse;
    }

    /// Blocks came.
    public void placed(List<NodeCore.Placed> blocks) {
        for (NodeCore.Placed block : blocks) isOfUse = isOfUseAfter(block);
    }

    private boolean isOfUseAfter(NodeCore.Placed block) {
        AddResult result = block.result();
        return switch (result) {
            case AddResult.Added added -> joined(true);
            case AddResult.Reorganised turn -> joined(turn.departed() <= turn.appended());
            case AddResult.Switched rival -> joined(true);
            case AddResult.Staged staged -> joined(true);
            case AddResult.Duplicate duplicate -> {
                duplicates += block.blocks();
                yield isOfUse && duplicates < NetworkLimits.MAX_DUPLICATES_OF_USE;
            }
            case AddResult.SideBranch side -> false;
            case AddResult.Orphan orphan -> false;
            case AddResult.Rejected rejected -> false;
        };
    }

    private boolean joined(boolean ofUse) {
        duplicates = 0;
        return ofUse;
    }

    /// Something else came: a fault or a question.
    public void wasted() {
        isOfUse = false;
    }
}
