package tsunagi.conformance.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tsunagi.conformance.script.Bytes.Piece;
import tsunagi.conformance.script.Template.AnyHash;
import tsunagi.conformance.script.Template.AnyInt;
import tsunagi.conformance.script.Template.Fixed;
import tsunagi.conformance.script.Template.Member;
import tsunagi.conformance.script.Template.Part;
import tsunagi.conformance.script.Template.Recall;
import tsunagi.conformance.wire.Frames;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// What the names of a scenario stand for: defined, mined and captured ones. The parser has
/// seen to it that every name is known when it is asked for. One thread changes it; any may ask
/// for the name of a frame.
public final class Environment {
    /// Of `<int>`: 2^63−1.
    private static final String LARGEST_INT = Long.toString(Long.MAX_VALUE);

    private final Map<String, Octets> names = new ConcurrentHashMap<>();

    /// The first name of each frame, in the order of the alphabet. Each frame that comes is looked
    /// up, and a scenario may have thousands of names.
    private final Map<Octets, String> nameOfFrame = new ConcurrentHashMap<>();

    private final Map<String, String> captures = new HashMap<>();

    public Environment(Map<String, Octets> names) {
        names.forEach(this::define);
        define(LineReader.GET_CHAIN, Octets.of(Frames.GET_CHAIN));
    }

    /// Gives a frame a name.
    public void define(String name, Octets frame) {
        names.put(name, frame);
        nameOfFrame.merge(frame, name, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    /// The bytes of a name.
    public Octets bytes(String name) {
        Octets bytes = names.get(name);
        if (bytes == null) throw new IllegalStateException("the parser let an unknown name through: " + name);
        return bytes;
    }

    /// The name that a frame has, if it has one, for showing it.
    public String nameOf(Octets frame) {
        return nameOfFrame.getOrDefault(frame, "");
    }

    /// The names of the frames that bytes are made of, or nothing if one of them has none.
    public String describe(Octets bytes) {
        String whole = nameOf(bytes);
        if (!whole.isEmpty() || !bytes.endsWithLf()) return whole;
        List<String> parts = new ArrayList<>();
        for (Octets frame : bytes.frames()) {
            String name = nameOf(frame);
            if (name.isEmpty()) return "";
            parts.add(name);
        }
        return String.join(" ", parts);
    }

    /// The block of a name.
    public WireBlock block(String name) {
        return switch (bytes(name).readBlock()) {
            case WireBlock.Canonical canonical -> canonical.block();
            case WireBlock.Faulty faulty -> throw new IllegalStateException(name + " is no block: " + faulty.fault());
        };
    }

    /// How a transcript calls the block that another one builds on, if it has a name for it.
    public Optional<String> parentOf(WireBlock child) {
        if (child.prevHash().equals(WireBlock.GENESIS_HASH) && child.index() == 1) return Optional.of("genesis");
        return names.entrySet().stream()
                .filter(entry -> entry.getValue().readBlock() instanceof WireBlock.Canonical canonical
                        && canonical.block().hash().equals(child.prevHash())
                        && canonical.block().index() + 1 == child.index())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    public Octets resolve(Bytes bytes) {
        List<Octets> out = new ArrayList<>();
        for (Piece piece : bytes.pieces()) {
            Octets whole = resolve(piece.source());
            Integer to = piece.to();
            int end = Math.min(to == null ? whole.size() : to, whole.size());
            Octets slice = whole.slice(Math.min(piece.from(), end), end);
            for (int i = 0; i < piece.times(); i++) out.add(slice);
        }
        return Octets.join(out);
    }

    private Octets resolve(Bytes.Source source) {
        return switch (source) {
            case Bytes.Named named -> bytes(named.name());
            case Bytes.Text text -> resolve(text.template());
        };
    }

    /// The bytes of a template without patterns.
    public Octets resolve(Template template) {
        List<Octets> out = new ArrayList<>();
        for (Part part : template.parts()) out.add(resolve(part));
        return Octets.join(out);
    }

    private Octets resolve(Part part) {
        return switch (part) {
            case Fixed fixed -> fixed.bytes();
            case Recall recall -> Octets.utf8(captures.getOrDefault(recall.name(), ""));
            case Member member ->
                Octets.utf8(
                        member.member().equals("index")
                                ? Long.toString(block(member.block()).index())
                                : block(member.block()).hash());
            case AnyInt integer -> throw new IllegalStateException("a pattern has no bytes: " + integer);
            case AnyHash hash -> throw new IllegalStateException("a pattern has no bytes: " + hash);
        };
    }

    /// A template for people: patterns stay as they are written.
    public Octets show(Template template) {
        List<Octets> out = new ArrayList<>();
        for (Part part : template.parts()) {
            switch (part) {
                case AnyInt ignored -> out.add(Octets.utf8("<int>"));
                case AnyHash ignored -> out.add(Octets.utf8("<hash>"));
                default -> out.add(resolve(part));
            }
        }
        return Octets.join(out);
    }

    /// Whether a frame matches; if so, what it captures is kept.
    public boolean matches(Template template, Octets frame) {
        StringBuilder regex = new StringBuilder();
        List<String> captured = new ArrayList<>();
        for (Part part : template.parts()) {
            switch (part) {
                case AnyInt integer -> {
                    regex.append("(0|[1-9][0-9]{0,18})");
                    captured.add(integer.capture() == null ? "" : integer.capture());
                }
                case AnyHash hash -> {
                    regex.append("([0-9a-f]{64})");
                    captured.add(hash.capture() == null ? "" : hash.capture());
                }
                default -> regex.append(Pattern.quote(latin1(resolve(part))));
            }
        }
        Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(latin1(frame));
        if (!matcher.matches()) return false;
        for (int i = 1; i <= matcher.groupCount(); i++) {
            if (matcher.group(i).length() == 19 && matcher.group(i).compareTo(LARGEST_INT) > 0) return false;
        }
        for (int i = 0; i < captured.size(); i++) {
            if (!captured.get(i).isEmpty()) captures.put(captured.get(i), matcher.group(i + 1));
        }
        return true;
    }

    /// One character for each byte, so that a pattern sees bytes.
    private static String latin1(Octets bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }
}
