package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// A node at the terminal of a shell that has jobs. In the background it cannot read the terminal;
/// in the foreground it reads again.
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class JobControlTest {
    private static final String CTRL_Z = "\032";

    private Process shell;
    private Writer keys;
    private final BlockingQueue<Character> shown = new LinkedBlockingQueue<>();
    private final StringBuilder seen = new StringBuilder();

    /// As the launcher does, the shell lets the node ignore what would stop it in the background.
    /// As in the program's manifest, native access is enabled: without it, JLine starts `stty` for
    /// each line. A Ctrl-Z in the middle of such a start stops the child, but not the thread that
    /// waits for the child's `exec`. Then the shell never sees the node stopped.
    @BeforeEach
    void openTerminal() throws Exception {
        ProcessBuilder builder = new ProcessBuilder("script", "-qf", "-c", "bash --norc --noediting -i", "/dev/null");
        builder.environment().keySet().removeIf(name -> name.startsWith("TSUNAGI_"));
        builder.environment().put("TERM", "xterm");
        builder.environment()
                .put(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        shell = builder.redirectErrorStream(true).start();
        keys = shell.outputWriter(UTF_8);
        Reader screen = shell.inputReader(UTF_8);
        Thread.ofVirtual().start(() -> {
            try {
                for (int c = screen.read(); c >= 0; c = screen.read()) shown.add((char) c);
            } catch (IOException e) {
                // The terminal is closed.
            }
        });
        type("stty cols 100 rows 30; PS1=rea'dy: '\n");
        awaitScreen("ready: ");
        type("node() ( trap '' TTIN TTOU; exec \"$JAVA\" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED "
                + Main.class.getName() + " 0 --in-memory --difficulty 0 )\n");
        awaitScreen("ready: ");
    }

    @AfterEach
    void closeTerminal() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    private void type(String text) throws IOException {
        keys.write(text);
        keys.flush();
    }

    /// Reads until these words are on the screen, after those that were awaited before.
    private void awaitScreen(String words) throws InterruptedException {
        while (seen.indexOf(words) < 0) {
            Character next = shown.poll(30, TimeUnit.SECONDS);
            assertNotNull(next, () -> "no '" + words + "' in: " + seen);
            seen.append(next);
        }
        seen.delete(0, seen.indexOf(words) + words.length());
    }

    @Test
    void aNodeThatWasInTheBackgroundReadsAgain() throws Exception {
        type("node\n");
        awaitScreen("listening on");
        awaitScreen("msg>");
        type("one\n");
        awaitScreen("mined block 1 ");
        for (int round = 2; round <= 3; round++) {
            type(CTRL_Z);
            awaitScreen("Stopped");
            type("bg\n");
            awaitScreen("the terminal cannot be read now");
            type("fg\n");
            awaitScreen("lines are read");
            awaitScreen("msg>");
            type("more\n");
            awaitScreen("mined block " + round + " ");
        }
    }

    @Test
    void aNodeThatWasStartedInTheBackgroundReadsOnceItIsInTheForeground() throws Exception {
        type("node &\n");
        awaitScreen("lines are read once it is in the foreground");
        type("fg\n");
        awaitScreen("msg>");
        type("one\n");
        awaitScreen("mined block 1 ");
    }
}
