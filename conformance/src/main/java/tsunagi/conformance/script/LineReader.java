package tsunagi.conformance.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tsunagi.conformance.script.Bytes.Piece;
import tsunagi.conformance.script.Bytes.Source;
import tsunagi.conformance.script.Template.Member;
import tsunagi.conformance.script.Template.Part;
import tsunagi.conformance.script.Template.Recall;
import tsunagi.conformance.script.Token.Kind;
import tsunagi.conformance.wire.Frames;

/// The parts that several kinds of line have in common: names, bytes, templates, timings.
class LineReader {
    static final String GET_CHAIN = "GET_CHAIN";

    private static final Pattern SLICE = Pattern.compile("(\\d{0,6})\\.\\.(\\d{0,6})");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s)");
    static final int MAX_TIMES = 100_000;

    /// Of all names and writes together: far more than any test needs, far less than memory.
    static final int MAX_BYTES = 1 << 24;

    final TokenCursor line;
    final Cast cast;

    LineReader(TokenCursor line, Cast cast) {
        this.line = line;
        this.cast = cast;
    }

    String newName() throws SourceError.Found {
        String name = line.word("a name");
        if (!Cast.isName(name)) {
            throw line.faultBefore(
                    "'%s' cannot be a name: lower-case letters, digits and -, no keyword".formatted(name));
        }
        if (cast.isKnownName(name) || cast.captures.contains(name)) {
            throw line.faultBefore("'" + name + "' is defined already");
        }
        return name;
    }

    String knownName() throws SourceError.Found {
        String name = line.word("a name");
        if (!cast.isKnownName(name)) throw line.faultBefore("nothing is called '" + name + "'");
        cast.used.add(name);
        return name;
    }

    /// A name, or all names of a range such as `c1..c120`.
    List<String> knownNames() throws SourceError.Found {
        Token token = line.peek();
        if (token == null || !NameRange.isRange(token)) return List.of(knownName());
        NameRange range = NameRange.read(line);
        Optional<String> unknown =
                range.names().filter(name -> !cast.isKnownName(name)).findFirst();
        if (unknown.isPresent()) throw line.faultBefore("nothing is called '" + unknown.get() + "'");
        List<String> names = range.names().toList();
        cast.used.addAll(names);
        return names;
    }

    List<String> knownBlocks() throws SourceError.Found {
        List<String> names = knownNames();
        for (String name : names) {
            if (!cast.isKnownBlock(name)) throw line.faultBefore("'" + name + "' is not a block");
        }
        return names;
    }

    String knownBlock() throws SourceError.Found {
        String name = knownName();
        if (!cast.isKnownBlock(name)) throw line.faultBefore("'" + name + "' is not a block");
        return name;
    }

    String knownNode() throws SourceError.Found {
        String node = line.word("a node");
        if (!cast.isNode(node)) throw line.faultBefore("no node is called '" + node + "'");
        cast.usesDefaultNode |= node.equals(Scenario.DEFAULT_NODE);
        return node;
    }

    /// A node that is linked with this one.
    String linkedWith(String one) throws SourceError.Found {
        String other = knownNode();
        boolean forth = cast.links.contains(List.of(one, other));
        boolean back = cast.links.contains(List.of(other, one));
        if (!forth && !back) throw line.faultBefore("neither of %s and %s dials the other".formatted(one, other));
        if (forth && back) {
            throw line.faultBefore("%s and %s dial each other: which of the two links is meant?".formatted(one, other));
        }
        return other;
    }

    String knownPeer() throws SourceError.Found {
        String peer = line.word("a peer");
        if (!cast.isPeer(peer)) throw line.faultBefore("no peer is called '" + peer + "'");
        return peer;
    }

    Bytes bytes() throws SourceError.Found {
        List<Piece> pieces = new ArrayList<>();
        do {
            if (!pieces.isEmpty() && line.sees(Kind.RAW)) throw line.fault("a raw frame stands alone");
            Token first = line.peek();
            if (first != null && NameRange.isRange(first)) {
                for (String name : knownNames()) add(new Piece(new Bytes.Named(name), 0, null, 1), pieces);
                if (line.sees(Kind.SLICE) || line.sees(Kind.STAR)) throw line.fault("a range has no slice and no *");
            } else {
                add(piece(), pieces);
            }
        } while (!line.atEnd() && !line.sees(Kind.BAR));
        if (pieces.stream().allMatch(this::isEmpty)) throw line.faultBefore("these are no bytes at all");
        return new Bytes(pieces);
    }

    private void add(Piece piece, List<Piece> pieces) throws SourceError.Found {
        cast.bytes += piece.mostBytes(cast.sizeOf(piece.source()).orElse(Frames.MAX_BYTES));
        if (cast.bytes > MAX_BYTES) throw line.faultBefore("more than %s bytes up to here".formatted(MAX_BYTES));
        pieces.add(piece);
    }

    private boolean isEmpty(Piece piece) {
        OptionalInt size = cast.sizeOf(piece.source());
        return size.isPresent() && piece.mostBytes(size.getAsInt()) == 0;
    }

    private Piece piece() throws SourceError.Found {
        Source source = source();
        int from = 0;
        Integer to = null;
        Token slice = line.takeAttached(Kind.SLICE);
        if (slice != null) {
            Matcher bounds = SLICE.matcher(slice.text());
            if (!bounds.matches()) throw line.faultBefore("a slice is [from..to], [from..] or [..to]");
            from = bounds.group(1).isEmpty() ? 0 : Integer.parseInt(bounds.group(1));
            to = bounds.group(2).isEmpty() ? null : Integer.valueOf(bounds.group(2));
            if (to != null && to < from) throw line.faultBefore("this slice ends before it starts");
            int size = cast.sizeOf(source).orElse(Integer.MAX_VALUE);
            if (from > size || (to != null && to > size)) {
                throw line.faultBefore("the slice ends outside of the %s bytes".formatted(size));
            }
        }
        Token star = line.takeAttached(Kind.STAR);
        return new Piece(source, from, to, star == null ? 1 : times(star));
    }

    int times(Token star) throws SourceError.Found {
        int times = star.text().isEmpty() || star.text().length() > 6 ? 0 : Integer.parseInt(star.text());
        if (times < 1 || times > MAX_TIMES) throw line.fault(star, "how often? 1 … " + MAX_TIMES);
        return times;
    }

    private Source source() throws SourceError.Found {
        Token token = line.peek();
        if (token != null && (token.kind() == Kind.STRING || token.kind() == Kind.RAW)) {
            Template template = template();
            if (template.isPattern()) throw line.faultBefore("what is sent cannot hold a pattern");
            return new Bytes.Text(template);
        }
        if (line.takeWord(GET_CHAIN)) return new Bytes.Named(GET_CHAIN);
        return new Bytes.Named(knownName());
    }

    /// A STRING whose placeholders name what is known.
    Template string() throws SourceError.Found {
        if (line.sees(Kind.RAW)) throw line.fault("a string belongs here, not a raw frame");
        return template();
    }

    /// A STRING or RAW whose placeholders name what is known.
    Template template() throws SourceError.Found {
        Token token = line.next("a string");
        if (token.kind() != Kind.STRING && token.kind() != Kind.RAW) throw line.faultBefore("a string belongs here");
        Template template = TemplateParser.parse(token, line.line());
        for (Part part : template.parts()) check(part, token);
        return template;
    }

    private void check(Part part, Token token) throws SourceError.Found {
        if (part instanceof Recall recall && !cast.captures.contains(recall.name())) {
            throw line.fault(token, "nothing was captured as <" + recall.name() + ">");
        }
        if (part instanceof Member member) {
            if (!cast.isKnownBlock(member.block())) throw line.fault(token, "no block is called " + member.block());
            cast.used.add(member.block());
        }
    }

    /// The timing of a line on which nothing has to come, so that nothing can come too early.
    Timing deadline() throws SourceError.Found {
        if (line.seesWord("after")) {
            throw line.fault("'after' stands only where something has to come; write 'for' after 'nothing'");
        }
        return timing();
    }

    Timing timing() throws SourceError.Found {
        return timing(Timing.DEFAULT.within());
    }

    /// @param usual how long what is expected may take where the line does not say
    Timing timing(Duration usual) throws SourceError.Found {
        Duration after = line.takeWord("after") ? duration() : Timing.DEFAULT.after();
        Duration within = line.takeWord("within") ? duration() : usual.plus(after);
        if (within.compareTo(after) <= 0) throw line.faultBefore("this is over before it may begin");
        return new Timing(after, within);
    }

    Duration duration() throws SourceError.Found {
        String word = line.word("a time");
        Matcher matcher = DURATION.matcher(word);
        if (!matcher.matches()) throw line.faultBefore("'%s' is not a time such as 5s or 200ms".formatted(word));
        long number = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }
}
