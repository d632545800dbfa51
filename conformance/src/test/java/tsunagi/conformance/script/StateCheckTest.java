package tsunagi.conformance.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.conformance.Blocks;

/// A line that cannot work after those before it is refused when it is read, and no other line is.
class StateCheckTest {
    private static final String HEADER = "title t\nlevel MUST\nrules 1.1\nkills k\n";
    private static final String B1 = "block b1 " + Blocks.raw(Blocks.B1) + "\n";
    private static final String DIALLED = "node N1; node N2 dials N1; node N3 dials N1 N2; ";

    /// @param lines what stands between the header and the wrong line, with a `;` for each LF
    record Wrong(String lines, String line, String message) {}

    static List<Wrong> wrong() {
        return List.of(
                // A peer's connection.
                new Wrong("dial A; A closes", "A -> node b1", "the connection of A is over"),
                new Wrong("dial A; A resets", "A -> node b1", "the connection of A is over"),
                new Wrong("dial A; A half-closes", "A -> node b1", "A has ended its sending side"),
                new Wrong("dial A; node -> A closed", "A -> node b1", "the connection of A is over"),
                new Wrong("dial A; kill node", "A -> node b1", "the connection of A is over"),
                new Wrong("dial A; kill node; restart node", "A -> node b1", "the connection of A is over"),
                new Wrong("dial A; kill node; restart node", "node -> A nothing", "the connection of A is over"),
                new Wrong("dial A; stop node; restart node", "node -> A open", "the connection of A is over"),
                new Wrong("dial A; A closes", "A closes", "the connection of A is over"),
                new Wrong("dial A; A resets", "A half-closes", "the connection of A is over"),
                new Wrong("dial A; A half-closes", "A half-closes", "A has ended its sending side"),
                new Wrong("dial A; stop node", "A closes", "the connection of A is over"),
                new Wrong("dial A", "A reads-again", "A reads already"),
                new Wrong("dial A; A stops-reading", "A stops-reading", "A does not read already"),
                new Wrong("dial A; A stops-reading; A reads-again", "A reads-again", "A reads already"),
                new Wrong("dial A; A closes", "node -> A b1", "the connection of A is over"),
                new Wrong("dial A; A resets", "node -> A nothing", "the connection of A is over"),
                new Wrong("dial A; A closes", "node -> A closed", "the connection of A is over"),
                new Wrong("dial A; node -> A closed", "node -> A b1", "the connection of A is over"),
                new Wrong("dial A; A stops-reading", "node -> A b1", "'A reads-again' comes first"),
                new Wrong("dial A; A stops-reading", "node -> A nothing", "'A reads-again' comes first"),
                new Wrong("dial A; A stops-reading", "node -> A closed", "'A reads-again' comes first"),
                new Wrong("dial A", "dial A", "A has a connection already"),
                new Wrong("dial A; A half-closes", "dial A", "A has a connection already"),
                // A peer that listens.
                new Wrong("listen L", "listen L", "L listens already"),
                new Wrong("listen L; unlisten L", "unlisten L", "L does not listen"),
                new Wrong("listen L; node N dials L; unlisten L", "accept L", "'listen L' comes first"),
                new Wrong("listen L; node N dials L; accept L", "accept L", "L has a connection already"),
                new Wrong("listen L; node N dials L; kill N", "accept L", "'restart N' comes first"),
                new Wrong("listen L; node N dials L", "L -> N b1", "L has no connection yet"),
                new Wrong("listen L; node N dials L", "N -> L b1", "L has no connection yet"),
                new Wrong("listen L; node N dials L", "L closes", "L has no connection yet"),
                new Wrong("listen L; unlisten L", "L not-dialled for 1s", "'listen L' comes first"),
                // A node's life.
                new Wrong("", "restart node", "node has not ended: 'stop' or 'kill' comes first"),
                new Wrong("kill node; restart node", "restart node", "node has not ended"),
                new Wrong("stop node", "stop node", "'restart node' comes first"),
                new Wrong("kill node", "kill node", "'restart node' comes first"),
                new Wrong("kill node", "dial A", "'restart node' comes first"),
                new Wrong("kill node", "pause node", "'restart node' comes first"),
                new Wrong("pause node", "pause node", "'resume node' comes first"),
                new Wrong("pause node", "stop node", "'resume node' comes first"),
                new Wrong("pause node", "restart node", "node has not ended"),
                new Wrong("", "resume node", "node is not paused"),
                new Wrong("pause node; kill node", "resume node", "node is not paused"),
                new Wrong("console node end", "console node \"x\"", "the input of node has ended"),
                new Wrong("console node end", "console node end", "the input of node has ended"),
                new Wrong("stop node", "console node \"x\"", "'restart node' comes first"),
                new Wrong("dial A; kill node", "node -> A nothing", "'restart node' comes first"),
                new Wrong("dial A; pause node", "node -> A open", "'resume node' comes first"),
                new Wrong("pause node", "converged node on b1", "'resume node' comes first"),
                new Wrong("kill node", "converged node on b1", "'restart node' comes first"),
                // The network.
                new Wrong("", "netem node off", "the network of node is not spoilt"),
                new Wrong("netem node loss 5%; netem node off", "netem node off", "the network of node is not spoilt"),
                new Wrong("kill node", "netem node loss 5%", "'restart node' comes first"),
                new Wrong("netem node loss 5%", "kill node", "'netem node off' comes first"),
                new Wrong(DIALLED + "cut N1 N2", "cut N2 N1", "the link of N2 and N1 is cut already"),
                new Wrong(DIALLED, "heal N1 N2", "the link of N1 and N2 is not cut"),
                new Wrong(DIALLED, "heal", "no link is cut"),
                new Wrong(DIALLED + "cut N1 N2; heal", "heal N1 N2", "the link of N1 and N2 is not cut"),
                new Wrong(DIALLED + "cut N1 N2", "partition N1 | N2", "all links between the two sides are cut"),
                new Wrong(DIALLED + "cut N1 N2", "linked N1 N2", "'heal' comes first"),
                new Wrong(DIALLED + "partition N1 | N2 N3", "link N3 N1 carried b1 once", "'heal' comes first"),
                new Wrong(DIALLED + "kill N1", "linked N1 N2", "'restart N1' comes first"),
                new Wrong(DIALLED + "pause N2", "link N1 N2 carried b1 once", "'resume N2' comes first"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aLineThatCannotWorkIsRefused(Wrong wrong) {
        String text = HEADER + B1 + body(wrong.lines()) + wrong.line() + "\n";
        SourceError error = assertInstanceOf(
                        ScenarioParser.Refused.class, ScenarioParser.parse("t", text), wrong::toString)
                .error();
        assertTrue(error.message().contains(wrong.message()), error::toString);
        assertEquals(text.lines().count() + ":1", error.line() + ":" + error.column(), error::toString);
    }

    static List<String> right() {
        return List.of(
                "dial A; A closes; dial A; A -> node b1",
                "dial A; A half-closes; node -> A b1; A closes; dial A",
                "dial A; A half-closes; node -> A nothing; node -> A closed; dial A",
                "dial A; A half-closes; A resets; dial A",
                "dial A; node -> A closed; dial A",
                "dial A; A stops-reading; A -> node b1; A closes; dial A; node -> A b1",
                "dial A; A stops-reading; A reads-again; node -> A b1",
                "dial A; kill node; node -> A b1; node -> A closed; restart node; dial A",
                "dial A; kill node; restart node; dial A; node -> A open",
                "dial A; pause node; A -> node b1; node -> A b1; resume node; node -> A nothing",
                "pause node; kill node; restart node; stop node",
                "console node end; kill node; restart node; console node \"x\"",
                "pause node; console node \"x\"; resume node",
                "netem node delay 5ms; netem node loss 5%; netem node off; stop node",
                "listen L; unlisten L; node N dials L; listen L; accept L; unlisten L; N -> L b1; L -> N b1",
                "listen L; node N dials L; accept L; kill N; restart N; accept L",
                "listen L; dial A from 127.0.0.1:L; A closes; L not-dialled for 6s",
                DIALLED + "cut N1 N2; partition N1 | N2 N3; heal N2 N1; heal; linked N1 N2",
                DIALLED + "partition N1 | N2 N3; heal; partition N1 | N2 N3",
                DIALLED + "linked N1 N2; link N1 N2 carried b1 once; converged N1 N2 N3");
    }

    @ParameterizedTest
    @MethodSource("right")
    void aLineThatCanWorkIsTaken(String lines) throws SourceError.Found {
        Cast cast = new Cast();
        cast.names.put("b1", Blocks.frame(Blocks.B1));
        cast.mined.add("b1");
        StateCheck state = new StateCheck();
        for (String line : body(lines).lines().toList()) {
            Step step = new StepReader(new TokenCursor(Lexer.tokens(line, 1), 1), cast).step();
            assertEquals(Optional.empty(), state.fault(step), line);
        }
    }

    private static String body(String lines) {
        return Arrays.stream(lines.split("; *"))
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
