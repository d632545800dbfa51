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

        /// The words for one node.
        List<String> forNode(int port, List<String> peers, Path data) {
            return Placeholders.fill(words, port, peers, data.toString());
        }
    }

    /// A container image; each node is a container of it.
    ///
    /// @param name  as the engine knows it
    /// @param words that follow the image's own entry point, with placeholders as in a command
    record Image(String name, List<String> words) implements Target {
        /// What an image that follows the convention is given.
        public static final List<String> CONVENTION = List.of("{port}", "{peers}");

        public Image {
            words = List.copyOf(words);
        }

        private boolean keepsData() {
            return words.equals(CONVENTION) || Placeholders.has(words, "{data}");
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
                Set<Need> offers = EnumSet.of(Need.CONSOLE, Need.PROCESS, Need.NODES, Need.PAUSE);
                if (Placeholders.has(command.words(), "{peers}")) offers.addAll(EnumSet.of(Need.DIAL, Need.CUT));
                if (Placeholders.has(command.words(), "{data}")) offers.add(Need.RESTART);
                yield offers;
            }
            case Image image -> {
                Set<Need> offers = EnumSet.of(Need.CONSOLE, Need.PROCESS, Need.NODES, Need.PAUSE);
                if (Placeholders.has(image.words(), "{peers}")) offers.addAll(EnumSet.of(Need.DIAL, Need.CUT));
                if (image.keepsData()) offers.add(Need.RESTART);
                if (Netem.lack().isEmpty()) offers.add(Need.NETEM);
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
                need == Need.NETEM
                        ? "a process shares its network with others, so there is no way to " + need.words()
                        : unsaid("command", need);
            case Image ignored ->
                need == Need.NETEM
                        ? Netem.lack().orElseThrow() + ", so there is no way to " + need.words()
                        : unsaid("docker: target", need);
        };
    }

    /// What no target of this kind can offer, whatever its words are.
    default Set<Need> lacksByNature() {
        return this instanceof Command ? EnumSet.of(Need.NETEM) : EnumSet.noneOf(Need.class);
    }

    private static String unsaid(String what, Need need) {
        return switch (need) {
            case DIAL, CUT -> "the %s has no {peers}, so there is no way to %s".formatted(what, need.words());
            case RESTART -> "the %s has no {data}, so there is no way to %s".formatted(what, need.words());
            default -> "the %s gives no way to %s".formatted(what, need.words());
        };
    }

    /// Whether each scenario gets a node of its own.
    default boolean isFreshEachTime() {
        return switch (this) {
            case Address ignored -> false;
            case Embedded ignored -> true;
            case Command ignored -> true;
            case Image ignored -> true;
        };
    }
}
