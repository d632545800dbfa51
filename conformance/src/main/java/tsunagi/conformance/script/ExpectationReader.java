package tsunagi.conformance.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Template.AnyHash;
import tsunagi.conformance.script.Template.AnyInt;
import tsunagi.conformance.script.Template.Part;
import tsunagi.conformance.script.Token.Kind;

/// Reads what stands to the right of `node -> A`.
final class ExpectationReader extends LineReader {
    static final int MAX_DEPTH = 16;

    private final WholeFrames wholeFrames;
    private int depth;
    /// Until the first frame was read: a raw frame is all that there is on its line.
    private boolean rawMayStand;

    ExpectationReader(TokenCursor line, Cast cast) {
        super(line, cast);
        this.wholeFrames = new WholeFrames(cast);
    }

    Expectation expectation() throws SourceError.Found {
        if (line.takeWord("nothing")) {
            return new Expectation.Nothing(line.takeWord("for") ? duration() : Duration.ZERO);
        }
        if (line.takeWord("open")) return new Expectation.Open();
        if (line.takeWord("closed")) return new Expectation.Closed();
        if (line.takeWord("mined")) return mined();
        return frames();
    }

    private Expectation mined() throws SourceError.Found {
        String name = newName();
        line.expectWord("on");
        String parent = line.takeWord("genesis") ? null : knownBlock();
        line.expectWord("data");
        Template data = string();
        if (data.isPattern()) throw line.faultBefore("the data of a mined block is known: no pattern here");
        cast.mined.add(name);
        return new Expectation.Mined(name, parent, data);
    }

    private Expectation frames() throws SourceError.Found {
        rawMayStand = true;
        Shape shape = oneOf();
        if (shape instanceof Shape.Text text) capture(text.template());
        else if (hasCaptures(shape)) throw line.faultBefore("captures stand only where one frame is expected");
        return new Expectation.Frames(shape);
    }

    private void capture(Template template) throws SourceError.Found {
        for (Part part : template.parts()) {
            @Nullable
            String name = part instanceof AnyInt integer
                    ? integer.capture()
                    : part instanceof AnyHash hash ? hash.capture() : null;
            if (name == null) continue;
            if (!Cast.isName(name)) throw line.faultBefore("'" + name + "' cannot be a name");
            if (cast.isKnownName(name) || !cast.captures.add(name)) {
                throw line.faultBefore("'" + name + "' is defined already");
            }
        }
    }

    private static boolean hasCaptures(Shape shape) {
        return switch (shape) {
            case Shape.Named ignored -> false;
            case Shape.Request ignored -> false;
            case Shape.Text text -> text.template().captures();
            case Shape.Sequence sequence -> sequence.parts().stream().anyMatch(ExpectationReader::hasCaptures);
            case Shape.OneOf oneOf -> oneOf.parts().stream().anyMatch(ExpectationReader::hasCaptures);
            case Shape.Together together -> together.parts().stream().anyMatch(ExpectationReader::hasCaptures);
            case Shape.Repeated repeated -> hasCaptures(repeated.part());
        };
    }

    private Shape oneOf() throws SourceError.Found {
        List<Shape> parts = new ArrayList<>(List.of(together()));
        while (line.take(Kind.BAR) != null) parts.add(together());
        return parts.size() == 1 ? parts.getFirst() : new Shape.OneOf(List.copyOf(parts));
    }

    private Shape together() throws SourceError.Found {
        List<Shape> parts = new ArrayList<>(List.of(sequence()));
        while (line.take(Kind.AMPERSAND) != null) parts.add(sequence());
        return parts.size() == 1 ? parts.getFirst() : new Shape.Together(List.copyOf(parts));
    }

    private Shape sequence() throws SourceError.Found {
        List<Shape> parts = new ArrayList<>();
        do {
            Token first = line.peek();
            if (first != null && NameRange.isRange(first)) parts.addAll(range());
            else parts.add(repeated());
        } while (startsFrame());
        return parts.size() == 1 ? parts.getFirst() : new Shape.Sequence(List.copyOf(parts));
    }

    private List<Shape> range() throws SourceError.Found {
        rawMayStand = false;
        List<Shape> frames = new ArrayList<>();
        for (String name : knownNames()) frames.add(named(name));
        if (line.sees(Kind.QUESTION) || line.sees(Kind.STAR)) {
            throw line.fault("a range has no ? and no *: put it between ( and )");
        }
        return frames;
    }

    private boolean startsFrame() {
        Token token = line.peek();
        return token != null
                && switch (token.kind()) {
                    case WORD -> !token.isWord("after") && !token.isWord("within");
                    case STRING, RAW, OPEN -> true;
                    case ARROW, BAR, AMPERSAND, CLOSE, QUESTION, STAR, SLICE -> false;
                };
    }

    private Shape repeated() throws SourceError.Found {
        Shape part = frameOrGroup();
        if (line.takeAttached(Kind.QUESTION) != null) return new Shape.Repeated(part, 0, 1);
        Token star = line.takeAttached(Kind.STAR);
        if (star == null) return part;
        if (star.text().isEmpty()) return new Shape.Repeated(part, 0, Shape.UNBOUNDED);
        int times = times(star);
        return new Shape.Repeated(part, times, times);
    }

    private Shape frameOrGroup() throws SourceError.Found {
        if (line.take(Kind.OPEN) != null) {
            rawMayStand = false;
            if (++depth > MAX_DEPTH)
                throw line.faultBefore("groups stand inside each other up to %s deep".formatted(MAX_DEPTH));
            Shape inner = oneOf();
            depth--;
            line.expect(Kind.CLOSE, "')'");
            return inner;
        }
        boolean first = rawMayStand;
        rawMayStand = false;
        if (!first && line.sees(Kind.RAW)) throw line.fault("a raw frame stands alone");
        if (line.sees(Kind.STRING) || line.sees(Kind.RAW)) {
            Template template = template();
            String fault = wholeFrames.faultOf(template);
            if (fault != null) throw line.faultBefore(fault);
            return new Shape.Text(template);
        }
        if (line.takeWord("request")) return new Shape.Request();
        if (line.takeWord(GET_CHAIN)) return new Shape.Named(GET_CHAIN);
        return named(knownName());
    }

    private Shape named(String name) throws SourceError.Found {
        String fault = wholeFrames.faultOf(name);
        if (fault != null) throw line.faultBefore(fault);
        return new Shape.Named(name);
    }
}
