package tsunagi.conformance.explore;

import java.util.ArrayList;
import java.util.List;
import tsunagi.conformance.wire.Reading;

/// An answer to a chain request. A node takes its snapshot when it has read the request or later
/// (2.3), so each chain that it has until it answers may be the one.
final class Answer {
    private final Reading.Request request;
    private final List<List<String>> chains = new ArrayList<>();

    /// @param chain the active chain when the request came
    Answer(Reading.Request request, List<String> chain) {
        this.request = request;
        chains.add(List.copyOf(chain));
    }

    /// The chain has changed before anything shows that the answer was sent.
    void orLater(List<String> chain) {
        chains.add(List.copyOf(chain));
    }

    /// The chains that it may hold, oldest first; never empty.
    List<List<String>> chains() {
        return List.copyOf(chains);
    }

    /// How many blocks of a chain the locator has named: an answer MAY begin after them (8.1).
    int known(List<String> chain) {
        return request.locator().stream()
                .filter(pair -> pair.index() <= chain.size())
                .filter(pair -> chain.get((int) pair.index() - 1).equals(pair.hash()))
                .mapToInt(pair -> (int) pair.index())
                .findFirst()
                .orElse(0);
    }

    /// Whether it has a frame in any case.
    boolean isCertain() {
        return chains.stream().allMatch(chain -> known(chain) < chain.size());
    }

    /// Whether it may have a frame.
    boolean isPossible() {
        return chains.stream().anyMatch(chain -> !chain.isEmpty());
    }

    /// Whether blocks of a later snapshot may follow, or not.
    boolean hasOpenEnd() {
        return chains.size() > 1;
    }

    /// Whether it may begin behind blocks that the locator has named (8.1).
    boolean mayBeginInside() {
        return chains.stream().anyMatch(chain -> known(chain) > 0);
    }

    /// Whether it may be none though it may have a frame. Then the next answer, which looks
    /// like it, proves nothing.
    boolean isOpen() {
        return isPossible() && !isCertain();
    }
}
