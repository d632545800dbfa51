package tsunagi.conformance.wire;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of RFC 8259.
public sealed interface Json {
    /// The one value of a text; null if the text is no JSON, or names a member twice.
    static @Nullable Json read(String text) {
        try {
            return JsonReader.read(text);
        } catch (JsonReader.Refused e) {
            return null;
        }
    }

    /// Where and why [#read] returns null: `line 3: text after the value`. Empty if it does not.
    static String fault(String text) {
        return JsonReader.fault(text);
    }

    /// A string, its escapes decoded.
    record Text(String value) implements Json {}

    /// A number, as it is written.
    record Numeral(String written) implements Json {}

    /// `true`, `false` or `null`.
    record Word(String word) implements Json {}

    record Array(List<Json> elements) implements Json {}

    /// An object; no name stands twice in it.
    record Members(Map<String, Json> members) implements Json {}
}
