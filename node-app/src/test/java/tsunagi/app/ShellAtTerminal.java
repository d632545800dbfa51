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

/// A shell at a terminal of its own: types keys, and reads what is on the screen.
final class ShellAtTerminal implements AutoCloseable {
    static final String CTRL_C = "\003";
    static final String CTRL_Z = "\032";

    /// Shell words that start the program. As in the program's manifest, native access is enabled:
    /// without it, JLine starts `stty` for each line. A Ctrl-Z in the middle of such a start stops
    /// the child, but not the thread that waits for the child's `exec`. Then the shell never sees
    /// the node stopped.
    static final String NODE =
            "\"$JAVA\" -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED " + Main.class.getName();

    private final Process shell;
    private final Writer keys;
    private final BlockingQueue<Character> shown = new LinkedBlockingQueue<>();
    private final StringBuilder seen = new StringBuilder();

    /// A build in the background may ignore Ctrl-C, and so would all that it starts.
    ///
    /// @param type    of the terminal, as in `TERM`
    /// @param command what `sh` runs there
    ShellAtTerminal(String type, String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("env", "--default-signal=INT", "script", "-qf", "-c", command, "/dev/null");
        builder.environment().keySet().removeIf(name -> name.startsWith("TSUNAGI_"));
        builder.environment().put("TERM", type);
        builder.environment().put("SHELL", "/bin/sh");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        builder.environment().put("JAVA", java.toString());
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
    }

    void type(String text) throws IOException {
        keys.write(text);
        keys.flush();
    }

    /// Reads until these words are on the screen, after those that were awaited before.
    ///
    /// @return what came before them
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

    /// Sends SIGTERM to the program.
    void terminateNode() {
        shell.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(ProcessHandle::destroy);
    }

    @Override
    public void close() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }
}
