package tsunagi.conformance.wire;

import java.util.List;

/// What a frame is to a node that reads it as PROTOCOL.md says.
public sealed interface Reading {
    /// A block with all members in range. Whether it carries work is another question.
    record Block(WireBlock block) implements Reading {}

    /// A chain request.
    ///
    /// @param locator its pairs, newest first; empty where what follows `GET_CHAIN` is no locator
    record Request(List<Pair> locator) implements Reading {}

    /// One pair of a locator (8.1).
    record Pair(long index, String hash) {}

    /// A frame that is dropped, by a rule and for a reason.
    record Dropped(String rule, String reason) implements Reading {}
}
