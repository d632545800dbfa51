package tsunagi.conformance.script;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// Bytes with placeholders among them.
public record Template(List<Part> parts) {
    /// One stretch of it.
    public sealed interface Part permits Fixed, AnyInt, AnyHash, Recall, Member {}

    /// Exactly these bytes.
    public record Fixed(Octets bytes) implements Part {}

    /// `<int>` or `<int:name>`.
    public record AnyInt(@Nullable String capture) implements Part {}

    /// `<hash>` or `<hash:name>`.
    public record AnyHash(@Nullable String capture) implements Part {}

    /// `<name>`: what an earlier capture matched.
    public record Recall(String name) implements Part {}

    /// `<name.index>` or `<name.hash>`: a member of a block.
    public record Member(String block, String member) implements Part {}

    public Template {
        parts = List.copyOf(parts);
    }

    /// Whether it matches anything but one run of bytes.
    public boolean isPattern() {
        return parts.stream().anyMatch(part -> part instanceof AnyInt || part instanceof AnyHash);
    }

    /// Whether it keeps something for later lines.
    public boolean captures() {
        return parts.stream()
                .anyMatch(part -> (part instanceof AnyInt integer && integer.capture() != null)
                        || (part instanceof AnyHash hash && hash.capture() != null));
    }
}
