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

    /// Whether it is met if no frame comes.
    default boolean isOptional() {
        return switch (this) {
            case Named ignored -> false;
            case Request ignored -> false;
            case Text ignored -> false;
            case Sequence sequence -> sequence.parts().stream().allMatch(Shape::isOptional);
            case OneOf oneOf -> oneOf.parts().stream().anyMatch(Shape::isOptional);
            case Together together -> together.parts().stream().allMatch(Shape::isOptional);
            case Repeated repeated -> repeated.min() == 0 || repeated.part().isOptional();
        };
    }

    /// Whether a frame of it is always a block with a name.
    default boolean isOfBlocks() {
        return switch (this) {
            case Named named -> !named.name().equals(LineReader.GET_CHAIN);
            case Request ignored -> false;
            case Text ignored -> false;
            case Sequence sequence -> sequence.parts().stream().allMatch(Shape::isOfBlocks);
            case OneOf oneOf -> oneOf.parts().stream().allMatch(Shape::isOfBlocks);
            case Together together -> together.parts().stream().allMatch(Shape::isOfBlocks);
            case Repeated repeated -> repeated.part().isOfBlocks();
        };
    }

    int UNBOUNDED = Integer.MAX_VALUE;
}
