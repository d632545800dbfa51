package tsunagi.conformance.script;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Who and what a transcript has declared so far, so that each name is known before it is used.
final class Cast {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern ACTOR = Pattern.compile("[A-Z][A-Za-z0-9]*");
    final Map<String, Octets> names = new LinkedHashMap<>();
    final Map<String, WireBlock> blocks = new HashMap<>();
    final Set<String> mined = new HashSet<>();
    final Set<String> captures = new HashSet<>();
    final Set<String> used = new HashSet<>();
    final Set<String> nodes = new LinkedHashSet<>();
    final Set<String> awaitedNodes = new LinkedHashSet<>();
    final Set<List<String>> links = new HashSet<>();
    final Set<String> listeners = new LinkedHashSet<>();
    final Set<String> dialledPeers = new HashSet<>();
    final Map<String, String> homes = new HashMap<>();
    /// Whether a line has used the node of a scenario that declares none.
    boolean usesDefaultNode;
    /// Whether the end of an answer (8.2) is judged, and not set aside.
    boolean judgesChainEnd;
    /// How many bytes have been defined or are to be sent.
    long bytes;

    static boolean isName(String word) {
        return NAME.matcher(word).matches() && !Keywords.ALL.contains(word);
    }

    static boolean isActor(String word) {
        return ACTOR.matcher(word).matches();
    }

    boolean isNode(String word) {
        return nodes.contains(word) || (nodes.isEmpty() && word.equals(Scenario.DEFAULT_NODE));
    }

    /// A peer that has, or had, or is about to have a connection.
    boolean isPeer(String word) {
        return homes.containsKey(word) || listeners.contains(word);
    }

    boolean isKnownName(String word) {
        return names.containsKey(word) || mined.contains(word);
    }

    boolean isKnownBlock(String word) {
        return blocks.containsKey(word) || mined.contains(word);
    }

    /// How many bytes a source has, if that is known before the play.
    OptionalInt sizeOf(Bytes.Source source) {
        return switch (source) {
            case Bytes.Named named -> sizeOf(named.name());
            case Bytes.Text text -> sizeOf(text.template());
        };
    }

    private OptionalInt sizeOf(String name) {
        if (name.equals(LineReader.GET_CHAIN)) return OptionalInt.of(Frames.GET_CHAIN.length);
        @Nullable Octets bytes = names.get(name);
        return bytes == null ? OptionalInt.empty() : OptionalInt.of(bytes.size());
    }

    private OptionalInt sizeOf(Template template) {
        int size = 0;
        for (Template.Part part : template.parts()) {
            if (part instanceof Template.Fixed fixed) size += fixed.bytes().size();
            else if (part instanceof Template.Member member && blocks.containsKey(member.block()))
                size += sizeOf(member);
            else return OptionalInt.empty();
        }
        return OptionalInt.of(size);
    }

    private int sizeOf(Template.Member member) {
        return new Environment(names).resolve(new Template(List.of(member))).size();
    }

    /// Which node a peer is connected with, as far as the transcript says.
    @Nullable
    String homeOf(String peer) {
        return homes.get(peer);
    }
}
