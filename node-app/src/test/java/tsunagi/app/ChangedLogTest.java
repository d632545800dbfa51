package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.app.NodeProcess.Ended;

/// Somebody changes the log of a node that runs: no further block is shown as mined, and the next
/// start says what it finds.
class ChangedLogTest {
    enum Mishap {
        /// As `: > chain.log` does.
        EMPTIED("chain: height 0") {
            @Override
            void happenTo(Path log) throws IOException {
                Files.write(log, new byte[0]);
            }
        },
        CUT("off the end of the block log") {
            @Override
            void happenTo(Path log) throws IOException {
                try (FileChannel file = FileChannel.open(log, WRITE)) {
                    file.truncate(file.size() - 1);
                }
            }
        },
        APPENDED_TO("off the end of the block log") {
            @Override
            void happenTo(Path log) throws IOException {
                Files.writeString(log, "something else", APPEND);
            }
        },
        OVERWRITTEN("between valid blocks|off the end of the block log") {
            @Override
            void happenTo(Path log) throws IOException {
                FileTime before = Files.getLastModifiedTime(log);
                try (FileChannel file = FileChannel.open(log, READ, WRITE)) {
                    while (Files.getLastModifiedTime(log).equals(before)) {
                        file.write(ByteBuffer.wrap("##".getBytes(UTF_8)), file.size() / 2);
                    }
                }
            }
        };

        private final String foundBy;

        /// @param foundBy what the next start prints of it
        Mishap(String foundBy) {
            this.foundBy = ".*(" + foundBy + ").*";
        }

        abstract void happenTo(Path log) throws IOException;
    }

    private static NodeProcess start(Path directory) throws IOException {
        return NodeProcess.start("0", "--data-dir", directory.toString(), "--difficulty", "1");
    }

    private static void mineTwo(NodeProcess node) throws Exception {
        node.awaitPort();
        node.type("one");
        node.type("two");
        node.awaitLine(line -> line.contains("mined block 2 "));
    }

    private static void assertEndsBecauseOfTheLog(Ended ended) {
        assertEquals(1, ended.status());
        List<String> lines = ended.errorLines();
        assertTrue(lines.stream().noneMatch(line -> line.contains("mined block 3 ")), lines::toString);
        String sentence = "the node stops because its block log failed: .* was changed while the node ran: .*";
        assertTrue(lines.stream().anyMatch(line -> line.matches(".*" + sentence)), lines::toString);
    }

    @ParameterizedTest
    @EnumSource
    void noFurtherBlockIsShownAsMined(Mishap mishap, @TempDir Path directory) throws Exception {
        try (NodeProcess node = start(directory)) {
            mineTwo(node);
            mishap.happenTo(directory.resolve("chain.log"));
            node.type("three");
            assertEndsBecauseOfTheLog(node.awaitEnd());
        }
        try (NodeProcess again = start(directory)) {
            again.awaitLine(line -> line.matches(mishap.foundBy));
            again.awaitPort();
            again.type("goes on");
            again.awaitLine(line -> line.contains("mined block "));
        }
    }

    /// Peers' blocks are forced twice a second, so that is how long they can be relayed.
    @ParameterizedTest
    @EnumSource
    void aNodeThatMinesNothingEndsToo(Mishap mishap, @TempDir Path directory) throws Exception {
        try (NodeProcess node = start(directory)) {
            mineTwo(node);
            mishap.happenTo(directory.resolve("chain.log"));
            assertEndsBecauseOfTheLog(node.awaitEnd());
        }
    }
}
