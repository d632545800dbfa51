package tsunagi.chain;

/// A stretch of a log that is no frame of a valid block.
///
/// @param offset of its first byte
/// @param length in bytes
/// @param reason what is there instead, in words; of several things in a row, the first
public record Damage(long offset, long length, String reason) {
    /// Offset after its last byte.
    public long end() {
        return offset + length;
    }
}
