package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.app.NodeProcess.Ended;

/// The program from outside: what is typed, what it answers, how it ends.
class ProgramTest {
    @Test
    void aLineTypedAtOneNodeIsABlockAtAll() throws Exception {
        try (NodeProcess a = NodeProcess.start("0", "--in-memory")) {
            int portA = a.awaitPort();
            try (NodeProcess b = NodeProcess.start("0", "127.0.0.1:" + portA, "--in-memory")) {
                int portB = b.awaitPort();
                b.awaitLine(line -> line.contains("connected"));
                b.type("hello p2p");
                b.awaitLine(line -> line.contains("mined block 1 "));
                a.awaitLine(line -> line.contains("block 1 "));
                assertTrue(NodeProcess.chain(portA).contains("\"data\":\"hello p2p\""));
                assertEquals(NodeProcess.chain(portA), NodeProcess.chain(portB));
            }
        }
    }

    @Test
    void theChainIsThereAgainAfterARestartAndAfterAKill(@TempDir Path directory) throws Exception {
        String[] arguments = {"0", "--data-dir", directory.toString()};
        String chain;
        try (NodeProcess node = NodeProcess.start(arguments)) {
            int port = node.awaitPort();
            node.type("one");
            node.type("two");
            node.awaitLine(line -> line.contains("mined block 2 "));
            chain = NodeProcess.chain(port);
            node.terminate();
            assertEquals(0, node.awaitEnd().status());
        }
        assertEquals(chain, Files.readString(directory.resolve("chain.log")));
        try (NodeProcess node = NodeProcess.start(arguments)) {
            assertTrue(node.awaitLine(line -> line.contains("chain:")).contains("height 2"));
            assertEquals(chain, NodeProcess.chain(node.awaitPort()));
            node.kill();
            assertFalse(node.awaitEnd().status() == 0);
        }
        try (NodeProcess node = NodeProcess.start(arguments)) {
            assertEquals(chain, NodeProcess.chain(node.awaitPort()));
        }
    }

    @Test
    void theEndOfInputEndsTheReadingNotTheNode() throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--in-memory", "--difficulty", "1")) {
            int port = node.awaitPort();
            for (int i = 1; i <= 50; i++) node.type("line " + i);
            node.endInput();
            node.awaitLine(line -> line.contains("block 50 "));
            assertEquals(50, NodeProcess.chain(port).lines().count());
        }
    }

    @Test
    void aLineThatCannotBeABlockIsRefusedInWordsAndTheNextOneIsMined() throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--in-memory", "--difficulty", "1")) {
            int port = node.awaitPort();
            node.type("x".repeat(3900));
            node.awaitLine(line -> line.contains("line not mined") && line.contains("4096"));
            node.type("x".repeat(5000));
            node.awaitLine(line -> line.contains("line not mined") && line.contains("4096"));
            node.type("short");
            node.awaitLine(line -> line.contains("mined block 1 "));
            assertEquals(1, NodeProcess.chain(port).lines().count());
        }
    }

    @Test
    void sigtermEndsItWithStatusZeroAlsoWhileMining() throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--in-memory", "--difficulty", "8")) {
            node.awaitPort();
            node.type("this will take a while");
            node.terminate();
            assertEquals(0, node.awaitEnd().status());
        }
    }

    @Test
    void aTakenPortIsOneSentenceAndStatusOne() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            assertFails(1, "port " + port + " cannot be listened on", port, "--in-memory");
        }
    }

    @Test
    void aDirectoryInUseIsOneSentenceAndStatusOne(@TempDir Path directory) throws Exception {
        String[] arguments = {"0", "--data-dir", directory.toString()};
        try (NodeProcess first = NodeProcess.start(arguments)) {
            first.awaitPort();
            assertFails(1, "is in use by another node", arguments);
        }
    }

    @Test
    void aDirectoryInUseIsSoAlsoWithoutItsLockFile(@TempDir Path directory) throws Exception {
        String[] arguments = {"0", "--data-dir", directory.toString()};
        try (NodeProcess first = NodeProcess.start(arguments)) {
            first.awaitPort();
            Files.delete(directory.resolve("lock"));
            assertFails(1, "chain.log is in use by another node", arguments);
            first.type("one");
            first.awaitLine(line -> line.contains("mined block 1 "));
        }
    }

    @Test
    void aLogThatIsRemovedEndsTheNodeWithASentenceAndStatusOne(@TempDir Path directory) throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--data-dir", directory.toString(), "--difficulty", "1")) {
            node.awaitPort();
            node.type("one");
            node.awaitLine(line -> line.contains("mined block 1 "));
            Files.delete(directory.resolve("chain.log"));
            node.type("two");
            Ended ended = node.awaitEnd();
            assertEquals(1, ended.status());
            List<String> lines = ended.errorLines();
            assertTrue(lines.stream().noneMatch(line -> line.contains("mined block 2 ")), lines::toString);
            assertTrue(
                    lines.stream()
                            .anyMatch(line -> line.contains("the node stops because its block log failed")
                                    && line.contains("was removed or replaced while the node ran")),
                    lines::toString);
        }
    }

    @Test
    void aDirectoryThatCannotBeIsOneSentenceAndStatusOne(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");
        assertFails(1, "cannot be used", "0", "--data-dir", file.toString());
        assertFails(
                1, "cannot be used", "0", "--data-dir", file.resolve("below").toString());
    }

    @Test
    void aChainOfLessDifficultyIsNotTouched(@TempDir Path directory) throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--data-dir", directory.toString(), "--difficulty", "0")) {
            node.awaitPort();
            for (int i = 0; i < 3; i++) node.type("cheap");
            node.awaitLine(line -> line.contains("mined block 3 "));
            node.terminate();
            node.awaitEnd();
        }
        String log = Files.readString(directory.resolve("chain.log"));
        assertFails(1, "--difficulty", "0", "--data-dir", directory.toString(), "--difficulty", "8");
        assertEquals(log, Files.readString(directory.resolve("chain.log")));
    }

    @Test
    void aWrongFlagIsOneSentenceAndStatusTwo() throws Exception {
        assertFails(2, "unknown option: --frobnicate", "8000", "--frobnicate");
        assertFails(2, "no port");
    }

    @Test
    void verifyingADirectoryIsAnAnswerAndAStatus(@TempDir Path directory) throws Exception {
        Files.createFile(directory.resolve("chain.log"));
        try (NodeProcess verify = NodeProcess.start("--verify", directory.toString())) {
            assertTrue(verify.output().startsWith(directory + " is whole"));
            assertEquals(new Ended(0, List.of()), verify.awaitEnd());
        }
        Files.writeString(directory.resolve("chain.log"), "torn");
        try (NodeProcess verify = NodeProcess.start("--verify", directory.toString())) {
            assertTrue(verify.output().contains("damage        at byte 0, 4 bytes"));
            assertEquals(new Ended(1, List.of()), verify.awaitEnd());
        }
        assertFails(
                1, "is no data directory", "--verify", directory.resolve("..").toString());
    }

    @Test
    void versionAndHelpAreAnswersOnStandardOutput() throws Exception {
        try (NodeProcess version = NodeProcess.start("--version");
                NodeProcess help = NodeProcess.start("--help")) {
            String commit = " \\([0-9a-f]{12} \\d{4}-\\d\\d-\\d\\d(, with changes)?\\)";
            assertTrue(version.output().matches("tsunagi \\d+\\.\\d+\\.\\d+(" + commit + ")?\\R"));
            assertTrue(help.output().contains("--data-dir DIR"));
            assertEquals(new Ended(0, List.of()), version.awaitEnd());
            assertEquals(new Ended(0, List.of()), help.awaitEnd());
        }
    }

    @Test
    void jsonLogLinesAreObjectsWithHeightAndHash() throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--in-memory", "--log-format", "json")) {
            String line = node.awaitLine(l -> l.contains("chain: height"));
            assertTrue(line.startsWith("{\"timestamp\":"), line);
            assertTrue(line.contains("\"kvpList\":{\"height\":0,\"hash\":\"000009fd"), line);
        }
    }

    /// One line on standard error after the log, and no stack trace.
    private static void assertFails(int status, String says, String... arguments) throws Exception {
        try (NodeProcess process = NodeProcess.start(arguments)) {
            Ended ended = process.awaitEnd();
            assertEquals(status, ended.status(), () -> String.join("\n", ended.errorLines()));
            List<String> complaints = ended.errorLines().stream()
                    .filter(line -> line.startsWith("tsunagi: "))
                    .toList();
            assertEquals(1, complaints.size(), () -> String.join("\n", ended.errorLines()));
            assertTrue(complaints.getFirst().contains(says), complaints.getFirst());
            assertTrue(ended.errorLines().stream().noneMatch(line -> line.contains("\tat ")));
        }
    }

    /// 3,000 lines are more than a pipe holds.
    @Test
    void aReaderOfTheLogThatStopsReadingStopsNothing() throws Exception {
        try (NodeProcess node = NodeProcess.start("0", "--in-memory", "--difficulty", "0")) {
            int port = node.awaitPort();
            node.stopReadingErrors();
            for (int i = 1; i <= 3_000; i++) node.type("line " + i);
            node.awaitHeight(port, 3_000);
            node.terminate();
            assertEquals(0, node.awaitStatus());
        }
    }
}
