package tsunagi.chain;

/// A stretch of the log that begins and ends with whole frames.
///
/// @param from offset of its first byte
/// @param to   offset after its last byte
public record Extent(long from, long to) {
    /// Length in bytes.
    public long length() {
        return to - from;
    }
}
