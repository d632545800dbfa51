package tsunagi.conformance.script;

import java.util.List;

/// What frames may come: a regular expression over frames, with interleaving.
public sealed interface Shape {
    /// Exactly the bytes of a name.
    record Named(String name) implements Shape {}

    /// Any chain request (2.1, 8.1).
    record Request() implements Shape {}

    /// What a template matches.
    record Text(Template template) implements Shape {}

    /// One after another.
    record Sequence(List<Shape> parts) implements Shape {}

    /// One of them.
    record OneOf(List<Shape> parts) implements Shape {}

    /// All of them, interleaved.
    record Together(List<Shape> parts) implements Shape {}

    /// The same several times.
    ///
    /// @param max how often at most, [#UNBOUNDED] for any number
    record Repeated(Shape part, int min, int max) implements Shape {}

    int UNBOUNDED = Integer.MAX_VALUE;
}
