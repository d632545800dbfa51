package tsunagi.conformance.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tsunagi.conformance.script.Token.Kind;
import tsunagi.conformance.wire.Octets;
import tsunagi.conformance.wire.WireBlock;

/// Reads a transcript: all of the notation, and nothing else.
public final class ScenarioParser {
    /// What a text turned out to be.
    public sealed interface Result permits Parsed, Refused {}

    public record Parsed(Scenario scenario) implements Result {}

    public record Refused(SourceError error) implements Result {}

    private final String id;
    private final List<String> source;
    private final HeaderReader header = new HeaderReader();
    private final Cast cast = new Cast();
    private final StateCheck state = new StateCheck();
    private final List<Step> steps = new ArrayList<>();
    private boolean inHeader = true;

    private ScenarioParser(String id, List<String> source) {
        this.id = id;
        this.source = source;
    }

    /// The scenario that a text spells, or where it goes wrong.
    public static Result parse(String id, String text) {
        return parse(id, text.getBytes(UTF_8));
    }

    /// The scenario that a file holds, or where it goes wrong.
    public static Result parse(String id, byte[] file) {
        List<String> lines;
        try {
            lines = SourceText.lines(file);
        } catch (SourceError.Found found) {
            return new Refused(found.error());
        }
        try {
            return new Parsed(new ScenarioParser(id, lines).scenario());
        } catch (SourceError.Found found) {
            return new Refused(inCharacters(found.error(), lines));
        }
    }

    private static SourceError inCharacters(SourceError error, List<String> lines) {
        String line = error.line() > lines.size() ? "" : lines.get(error.line() - 1);
        return new SourceError(error.line(), SourceText.column(line, error.column() - 1), error.message());
    }

    private Scenario scenario() throws SourceError.Found {
        for (int i = 0; i < source.size(); i++) line(source.get(i), i + 1);
        int end = source.size() + 1;
        header.requireComplete(end);
        if (steps.stream().noneMatch(Step::isExpectation)) {
            throw new SourceError.Found(end, 1, "nothing is expected: a scenario that cannot fail tests nothing");
        }
        for (String name : cast.names.keySet()) {
            if (!cast.used.contains(name))
                throw new SourceError.Found(end, 1, "'" + name + "' is defined and never used");
        }
        for (String node : cast.awaitedNodes) {
            throw new SourceError.Found(end, 1, node + " is dialled, but neither a node nor a listening peer");
        }
        header.requireNeeds(needs());
        return new Scenario(
                id,
                header.title,
                header.level,
                header.rules,
                header.kills,
                header.needs,
                Collections.unmodifiableMap(cast.names),
                steps,
                source);
    }

    private Set<Need> needs() {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        for (Step step : steps) needs.addAll(step.needs());
        if (cast.nodes.size() > 1) needs.add(Need.NODES);
        return needs;
    }

    private void line(String line, int number) throws SourceError.Found {
        String key = line.replaceFirst("^[ \t]+", "").split("[ \t]", 2)[0];
        if (key.isEmpty() || key.startsWith("#")) return;
        if (inHeader && HeaderReader.isKey(key)) {
            header.read(key, line, number);
            return;
        }
        if (inHeader) header.requireComplete(number);
        inHeader = false;
        cast.judgesChainEnd = header.rules.contains(Scenario.CHAIN_END_RULE);
        TokenCursor tokens = new TokenCursor(Lexer.tokens(line, number), number);
        if (tokens.seesWord("block") || tokens.seesWord("bytes")) definition(tokens);
        else step(tokens);
    }

    private void step(TokenCursor line) throws SourceError.Found {
        Step step = new StepReader(line, cast).step();
        Optional<String> fault = state.fault(step);
        if (fault.isPresent()) throw line.faultAtFirst(fault.get());
        steps.add(step);
    }

    private void definition(TokenCursor line) throws SourceError.Found {
        if (!steps.isEmpty()) throw line.fault("definitions stand before the first step");
        boolean block = line.takeWord("block");
        if (!block) line.expectWord("bytes");
        LineReader reader = new LineReader(line, cast);
        String name = reader.newName();
        if (block) {
            Token raw = line.expect(Kind.RAW, "a frame (BLOCK:{…})");
            Octets frame = Octets.utf8(raw.text() + "\n");
            cast.blocks.put(name, valid(frame, raw, line));
            cast.names.put(name, frame);
        } else {
            cast.names.put(name, new Environment(cast.names).resolve(reader.bytes()));
        }
        line.expectEnd();
    }

    private static WireBlock valid(Octets frame, Token raw, TokenCursor line) throws SourceError.Found {
        return switch (frame.readBlock()) {
            case WireBlock.Faulty faulty -> throw line.fault(raw, "not in canonical form: " + faulty.fault());
            case WireBlock.Canonical canonical -> {
                if (!canonical.block().hashIsRight()) throw line.fault(raw, "its hash is not that of its contents");
                if (!canonical.block().hasWork()) throw line.fault(raw, "its hash does not begin with two zero bytes");
                yield canonical.block();
            }
        };
    }
}
