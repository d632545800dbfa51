package tsunagi.conformance.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tsunagi.conformance.script.Need;

/// The node under test: where it comes from, and what can be done with it.
public sealed interface Target {
    /// A command that starts a node.
    ///
    /// @param words with the placeholders `{port}`, `{peers}` and `{data}` among them
    record Command(List<String> words) implements Target {
        public Command {
            words = List.copyOf(words);
        }

        /// The words for one node. `{peers}` as a word of its own becomes as many words as there are peers.
        List<String> forNode(int port, List<String> peers, Path data) {
            return words.stream()
                    .flatMap(word -> word.equals("{peers}") ? peers.stream() : java.util.stream.Stream.of(word))
                    .map(word -> word.replace("{port}", Integer.toString(port))
                            .replace("{peers}", String.join(" ", peers))
                            .replace("{data}", data.toString()))
                    .toList();
        }

        private boolean has(String placeholder) {
            return words.stream().anyMatch(word -> word.contains(placeholder));
        }
    }

    /// Nodes inside this very process, for those who test many of them.
    record Embedded(RunningNode.Starter starter) implements Target {}

    /// A node that runs already, somewhere.
    record Address(InetSocketAddress address) implements Target {}

    /// What a scenario may ask of it.
    default Set<Need> offers() {
        return switch (this) {
            case Address ignored -> EnumSet.noneOf(Need.class);
            case Embedded ignored -> EnumSet.allOf(Need.class);
            case Command command -> {
                Set<Need> offers = EnumSet.of(Need.CONSOLE, Need.PROCESS, Need.NODES);
                if (command.has("{peers}")) offers.addAll(EnumSet.of(Need.DIAL, Need.CUT));
                if (command.has("{data}")) offers.add(Need.RESTART);
                yield offers;
            }
        };
    }

    /// Why it does not offer something.
    default String lacks(Need need) {
        return switch (this) {
            case Address ignored -> "an addr: target gives no way to " + need.words();
            case Embedded ignored -> throw new IllegalStateException("it offers everything");
            case Command ignored ->
                switch (need) {
                    case DIAL, CUT -> "the command has no {peers}, so there is no way to " + need.words();
                    case RESTART -> "the command has no {data}, so there is no way to " + need.words();
                    case CONSOLE, PROCESS, NODES -> "the command gives no way to " + need.words();
                };
        };
    }

    /// Whether each scenario gets a node of its own.
    default boolean isFreshEachTime() {
        return switch (this) {
            case Address ignored -> false;
            case Embedded ignored -> true;
            case Command ignored -> true;
        };
    }
}
