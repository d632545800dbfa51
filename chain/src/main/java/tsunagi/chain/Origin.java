package tsunagi.chain;

/// Where a block came from: decides to whom it is not relayed (4.1) and whose share of the pool
/// it takes up.
///
/// @param connection number of the connection, which is a peer's only
///     identity; 0 for this node itself
public record Origin(long connection) {
    /// Mined here.
    public static final Origin LOCAL = new Origin(0);
}
