package tsunagi.conformance.script;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes to send, joined of pieces.
public record Bytes(List<Piece> pieces) {
    /// Something that has bytes.
    public sealed interface Source permits Named, Text {}

    /// A defined name, or `GET_CHAIN`.
    public record Named(String name) implements Source {}

    /// A STRING or RAW.
    public record Text(Template template) implements Source {}

    /// A source, or a slice of it, once or several times.
    ///
    /// @param from  first byte taken
    /// @param to    the byte before which to stop, or null for the end
    /// @param times how often
    public record Piece(Source source, int from, @Nullable Integer to, int times) {
        /// How long it is at most, of a source of so many bytes.
        long mostBytes(int size) {
            return (long) times * Math.max(0, Math.min(to == null ? size : to, size) - from);
        }
    }

    public Bytes {
        pieces = List.copyOf(pieces);
    }
}
