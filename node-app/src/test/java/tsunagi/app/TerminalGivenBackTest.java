package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A node at a terminal takes each line that is typed, ends in order on each signal, and gives the
/// terminal back as it was found.
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class TerminalGivenBackTest {
    private static final String CTRL_C = "\003";
    private static final String PASTE_BEGINS = "\033[200~";
    private static final String PASTE_ENDS = "\033[201~";
    /// All but the first line, which has the speed: JLine does not keep it.
    private static final String MODES = "stty -a | tail -n +2";

    private static final int MORE_THAN_WAIT = 1_100;

    /// A node at a terminal.
    private static final class Session implements AutoCloseable {
        private final Process shell;
        private final Writer keys;
        private final BlockingQueue<Character> shown = new LinkedBlockingQueue<>();
        private final StringBuilder seen = new StringBuilder();

        /// Starts a node, and prints the state of the terminal before and after it. Native access
        /// is enabled, as in the program's manifest: JLine uses another terminal without it.
        Session(String flags, String typedBefore) throws IOException {
            String node = "\"$JAVA\" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED " + Main.class.getName()
                    + " 0 --in-memory " + flags;
            // Without a trap, the shell ends with the program on Ctrl-C.
            // A build in the background may ignore Ctrl-C, and so would all that it starts.
            ProcessBuilder builder = new ProcessBuilder(
                    "env",
                    "--default-signal=INT",
                    "script",
                    "-qf",
                    "-c",
                    "trap : INT; stty cols 100 rows 30; found=$(" + MODES + "); " + node + "; echo status $?."
                            + "; test \"$found\" = \"$(" + MODES + ")\" && echo as found || stty -a; echo end.",
                    "/dev/null");
            builder.environment().keySet().removeIf(name -> name.startsWith("TSUNAGI_"));
            builder.environment().put("TERM", "xterm-256color");
            builder.environment().put("SHELL", "/bin/sh");
            builder.environment()
                    .put(
                            "JAVA",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            shell = builder.redirectErrorStream(true).start();
            keys = shell.outputWriter(UTF_8);
            type(typedBefore);
            Reader screen = shell.inputReader(UTF_8);
            Thread.ofVirtual().start(() -> {
                try {
                    for (int c = screen.read(); c >= 0; c = screen.read()) shown.add((char) c);
                } catch (IOException e) {
                    // The terminal is closed.
                }
            });
        }

        void type(String text) throws IOException {
            keys.write(text);
            keys.flush();
        }

        /// Reads until these words are on the screen, and returns what came before them.
        String awaitScreen(String words) throws InterruptedException {
            while (seen.indexOf(words) < 0) {
                Character next = shown.poll(30, TimeUnit.SECONDS);
                assertNotNull(next, () -> "no '" + words + "' in: " + seen);
                seen.append(next);
            }
            String before = seen.substring(0, seen.indexOf(words));
            seen.delete(0, before.length() + words.length());
            return before;
        }

        /// Sends SIGTERM to the node.
        void terminate() {
            shell.descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("/java"))
                    .forEach(ProcessHandle::destroy);
        }

        String valueOf(String name) throws InterruptedException {
            awaitScreen(name + " ");
            return awaitScreen(".");
        }

        void assertGivenBack() throws InterruptedException {
            assertEquals("0", valueOf("status"));
            String state = awaitScreen("end.");
            assertTrue(state.contains("as found"), state);
        }

        @Override
        public void close() {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    @Test
    void aLineTypedBeforeThePromptIsMined() throws Exception {
        try (Session node = new Session("--difficulty 0", "one\n")) {
            node.awaitScreen("listening on");
            node.type("two\nthree\n");
            for (int height = 1; height <= 3; height++) node.awaitScreen("mined block " + height + " ");
            node.type("/block 1\n");
            node.awaitScreen("| one");
            node.type("/block 3\n");
            node.awaitScreen("| three");
            node.type(CTRL_C);
            node.awaitScreen("stopped");
            node.assertGivenBack();
        }
    }

    /// While lines wait for the miner, no line is read.
    @Test
    void ctrlCWhileNoLineIsReadEndsInOrder() throws Exception {
        try (Session node = new Session("--difficulty 6", "")) {
            node.awaitScreen("msg>");
            node.type(PASTE_BEGINS + "a\r".repeat(MORE_THAN_WAIT) + PASTE_ENDS);
            node.awaitScreen("1,001 more lines");
            node.type(CTRL_C);
            node.awaitScreen("stopped");
            node.assertGivenBack();
        }
    }

    @Test
    void ctrlCAsSoonAsTheNodeListensEndsInOrder() throws Exception {
        try (Session node = new Session("", "")) {
            node.awaitScreen("listening on");
            node.type(CTRL_C);
            node.awaitScreen("stopped");
            node.assertGivenBack();
        }
    }

    /// The reader sets modes of its own for each line that it begins.
    @Test
    void sigtermInTheMiddleOfALineEndsInOrder() throws Exception {
        try (Session node = new Session("", "")) {
            node.awaitScreen("msg>");
            node.type("\n\n\nhalf a line");
            node.terminate();
            node.awaitScreen("stopped");
            node.assertGivenBack();
        }
    }
}
