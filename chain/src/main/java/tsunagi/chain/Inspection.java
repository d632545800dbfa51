package tsunagi.chain;

/// What a data directory holds, as far as it can be seen without changing anything.
///
/// @param log           the log, byte by byte
/// @param tip           of the chain that a node would start with
/// @param otherBranches valid blocks that lie on branches off that chain
/// @param orphans       valid blocks whose ancestors are missing, so that they are on no branch
public record Inspection(LogContents log, Tip tip, long otherBranches, long orphans) {
    /// Whether the log is what a node wrote, to the last byte.
    public boolean isWhole() {
        return log.damageCount() == 0 && orphans == 0;
    }

    /// Blocks that are there a second time, or too far off the chain to be remembered.
    public long ignored() {
        return log.blocks() - tip.index() - otherBranches - orphans;
    }
}
