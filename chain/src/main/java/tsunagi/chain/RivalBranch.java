package tsunagi.chain;

/// A branch that is staged next to the log because it is too long for the
/// pool, as it is at one moment.
///
/// @param number    identifies it among all branches that this chain has staged
/// @param forkIndex height of the active block that it hangs on
/// @param height    of its highest block
public record RivalBranch(long number, long forkIndex, long height) {}
