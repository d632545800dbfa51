package tsunagi.conformance.target;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Need;

/// The node under test: where it comes from, and what can be done with it.
public sealed interface Target {
    /// A command that starts a node.
    ///
    /// @param words        with the placeholders `{port}`, `{peers}` and `{data}` among them
    /// @param surroundings what it is started in
    record Command(List<String> words, Surroundings surroundings) implements Target {
        public Command {
            words = List.copyOf(words);
        }

        /// A command that is started where the kit was.
        public Command(List<String> words) {
            this(words, Surroundings.OWN);
        }

        /// The words for one node.
        List<String> forNode(int port, List<String> peers, Path data) {
            return Placeholders.fill(words, port, peers, data.toString());
        }
    }

    /// What a command is started in, how it says that it is ready, and how it is asked to end.
    ///
    /// @param environment variables in addition to those of the kit
    /// @param directory   null for that of the kit
    /// @param stopSignal  without `SIG`
    /// @param ready       what the node prints when it can be used; empty if its port shows that
    record Surroundings(
            Map<String, String> environment, @Nullable Path directory, String stopSignal, String ready) {
        /// What most programs take as a request to end.
        public static final String TERM = "TERM";

        /// Those of the kit.
        public static final Surroundings OWN = new Surroundings(Map.of(), null, TERM, "");

        public Surroundings {
            environment = Map.copyOf(environment);
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

    /// An implementation, and what results call it.
    ///
    /// @param patience what every time that a network of it is given is multiplied by
    record Member(String name, Target target, double patience) {
        /// One that needs no more time than others.
        public Member(String name, Target target) {
            this(name, target, 1);
        }

        /// What the implementation under test is called among its partners.
        public static final String UNDER_TEST = "target";

        boolean isPartner() {
            return !name.equals(UNDER_TEST);
        }
    }

    /// Several implementations in one network.
    ///
    /// @param places who plays which node of the scenario
    record Mixed(Map<String, Member> places) implements Target {
        public Mixed {
            // In their order, which the name of a network and its shard are made of.
            places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
        }

        /// Each implementation once, by name.
        List<Member> members() {
            return places.values().stream()
                    .distinct()
                    .sorted(Comparator.comparing(Member::name))
                    .toList();
        }
    }

    /// Whether all of 127.0.0.0/8 is this machine, which only Linux sees to by itself.
    boolean LOOPBACK_IS_A_NETWORK =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");

    /// What a scenario may ask of it.
    default Set<Need> offers() {
        return switch (this) {
            case Address ignored -> EnumSet.noneOf(Need.class);
            case Embedded ignored -> {
                Set<Need> offers = EnumSet.allOf(Need.class);
                if (!LOOPBACK_IS_A_NETWORK) offers.remove(Need.ADDRESSES);
                yield offers;
            }
            case Command command -> {
                Set<Need> offers = EnumSet.of(Need.CONSOLE, Need.PROCESS, Need.NODES, Need.PAUSE, Need.NETEM);
                if (LOOPBACK_IS_A_NETWORK) offers.add(Need.ADDRESSES);
                if (Placeholders.hasPeers(command.words())) offers.addAll(EnumSet.of(Need.DIAL, Need.CUT));
                if (Placeholders.has(command.words(), "{data}")) offers.add(Need.RESTART);
                yield offers;
            }
            case Image image -> {
                Set<Need> offers = EnumSet.of(Need.CONSOLE, Need.PROCESS, Need.NODES, Need.PAUSE, Need.NETEM);
                if (Placeholders.hasPeers(image.words())) offers.addAll(EnumSet.of(Need.DIAL, Need.CUT));
                if (image.keepsData()) offers.add(Need.RESTART);
                yield offers;
            }
            case Mixed mixed -> {
                Set<Need> offers = EnumSet.allOf(Need.class);
                mixed.members()
                        .forEach(member -> offers.retainAll(member.target().offers()));
                yield offers;
            }
        };
    }

    /// Why it does not offer something.
    default String lacks(Need need) {
        return switch (this) {
            case Address ignored -> "an addr: target gives no way to " + need.words();
            case Embedded ignored -> unsaid("system", need);
            case Command ignored -> unsaid("command", need);
            case Image ignored -> unsaid("docker: target", need);
            case Mixed mixed ->
                mixed.members().stream()
                        .filter(member -> !member.target().offers().contains(need))
                        .map(member -> "%s: %s"
                                .formatted(member.name(), member.target().lacks(need)))
                        .collect(Collectors.joining("; "));
        };
    }

    private static String unsaid(String what, Need need) {
        return switch (need) {
            case DIAL, CUT -> "the %s has no {peers}, so there is no way to %s".formatted(what, need.words());
            case RESTART -> "the %s has no {data}, so there is no way to %s".formatted(what, need.words());
            case ADDRESSES ->
                "only processes on Linux have all of 127.0.0.0/8 in common with the player, so there is no way to "
                        + need.words();
            default -> "the %s gives no way to %s".formatted(what, need.words());
        };
    }

    /// Whether it is a partner alone that lacks something.
    default boolean isPartnersLack(Need need) {
        return this instanceof Mixed mixed
                && mixed.members().stream()
                        .filter(member -> !member.target().offers().contains(need))
                        .allMatch(Member::isPartner);
    }

    /// Whether each scenario gets a node of its own.
    default boolean isFreshEachTime() {
        return switch (this) {
            case Address ignored -> false;
            case Embedded ignored -> true;
            case Command ignored -> true;
            case Image ignored -> true;
            case Mixed ignored -> true;
        };
    }

    /// Whether any node of it is a container.
    default boolean hasContainers() {
        return switch (this) {
            case Address ignored -> false;
            case Embedded ignored -> false;
            case Command ignored -> false;
            case Image ignored -> true;
            case Mixed mixed ->
                mixed.members().stream().anyMatch(member -> member.target().hasContainers());
        };
    }

    /// What results call the implementation of a node; nothing where there is one alone.
    default Optional<String> implementation(String node) {
        return this instanceof Mixed mixed
                ? Optional.ofNullable(mixed.places().get(node)).map(Member::name)
                : Optional.empty();
    }
}
