package tsunagi.network.core;

import java.util.List;
import tsunagi.chain.AddResult;

/// Whether the chain has use for what a peer sends, by what came last. Nothing is of use until a
/// block joins. Blocks that are known already change nothing for a while: a full answer has many
/// before the first new one, and a peer that relays what another was quicker to send has only such.
///
/// Turning back to an abandoned branch is useless, however much work the few blocks have that cause
/// it. It costs this node as much as the branches are long, and its sender only what it appends.
///
/// Useless input is no offence by itself. It is limited to the time that [Throttle] grants.
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
