package tsunagi.chain;

import java.util.List;

/// What reading a log found in it.
///
/// @param bytes        its length
/// @param blocks       how many frames of valid blocks it holds
/// @param validEnd offset after the last of them; what follows, if anything does, a start cuts off
/// @param damages      the first of the damaged stretches, in order, at most
///                     [ChainLimits#MAX_TOLD_DAMAGES]; one that reaches to the end is among them
///                     only if there are not more before it
/// @param damageCount  how many there are
/// @param damagedBytes how long they are together, without what follows `validEnd`
public record LogContents(
        long bytes, long blocks, long validEnd, List<Damage> damages, long damageCount, long damagedBytes) {
    /// The same, with damage that lies before what was read.
    LogContents withDamageBefore(long bytesBefore) {
        return new LogContents(bytes, blocks, validEnd, damages, damageCount, damagedBytes + bytesBefore);
    }

    /// How many bytes follow the last valid frame.
    public long tailBytes() {
        return bytes - validEnd;
    }
}
