package tsunagi.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tsunagi.conformance.target.Target;
import tsunagi.conformance.verdict.ExitStatus;

/// The kit with a page of rules and two scenarios, as a directory has them, and what it
/// says when it is run there.
final class TwoScenarios {
    static final String RELAY = """
            title   A <block> is relayed
            level   MUST
            rules   4.1
            kills   no-relay
            %s
            dial A   # a comment
            dial B
            A -> node  b1
            node -> B  b1  within 3s   # kept
            node -> B  nothing
            """.formatted("block b1  " + Blocks.raw(Blocks.B1));

    private static final String ANSWER = """
            title   The chain is answered
            level   SHOULD
            rules   2.2
            kills   no-answer
            %s
            dial A
            A -> node  b1 GET_CHAIN
            node -> A  b1  within 3s
            """.formatted("block b1  " + Blocks.raw(Blocks.B1));

    private static final String PROTOCOL = """
            - **2.2** `GET_CHAIN` is answered. <!-- visible -->
            - **4.1** A block is relayed. <!-- visible -->
            - **4.2** Nobody tests this. <!-- visible -->
            - **4.3** Nobody sees this.
            """;

    private final Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// @param home has them from now on
    TwoScenarios(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("golden/gossip"));
        Files.writeString(home.resolve("golden/gossip/relay.golden"), RELAY);
        Files.writeString(home.resolve("golden/answer.golden"), ANSWER);
        Files.writeString(home.resolve("PROTOCOL.md"), PROTOCOL);
    }

    ExitStatus run(Quirk quirk, String... arguments) {
        return run(quirk, Map.of(), arguments);
    }

    ExitStatus run(Quirk quirk, Map<String, String> environment, String... arguments) {
        return run(StubNode.target(quirk), environment, arguments);
    }

    ExitStatus run(Target target, Map<String, String> environment, String... arguments) {
        out.reset();
        err.reset();
        return Conformance.run(
                List.of(arguments),
                target,
                home,
                environment,
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    /// What the last run said.
    String out() {
        return out.toString(UTF_8);
    }

    /// What the last run complained of.
    String err() {
        return err.toString(UTF_8);
    }
}
