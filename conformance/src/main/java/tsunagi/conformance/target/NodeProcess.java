package tsunagi.conformance.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// A node that runs as a process of this machine. Used by one thread.
public final class NodeProcess implements RunningNode {
    private final Process process;
    private final Tail words = new Tail();

    private NodeProcess(Process process) {
        this.process = process;
        words.follow(process.getInputStream(), "node's output");
        words.follow(process.getErrorStream(), "node's log");
    }

    /// Starts it; it may not be ready yet, or ever.
    public static NodeProcess start(Target.Command command, int port, List<String> peers, Path data)
            throws IOException {
        return new NodeProcess(Forks.start(new ProcessBuilder(command.forNode(port, peers, data))));
    }

    @Override
    public void console(Octets text) throws IOException {
        process.getOutputStream().write(text.toArray());
        process.getOutputStream().write("\n".getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    @Override
    public void endConsole() throws IOException {
        process.getOutputStream().close();
    }

    @Override
    public @Nullable String ended() {
        return process.isAlive() ? null : "it ended with status " + process.exitValue();
    }

    @Override
    public OptionalInt endStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    @Override
    public String words() {
        return words.text();
    }

    @Override
    public boolean stop(Duration within) {
        process.destroy();
        return awaitEnd(within);
    }

    /// Ends it and what it started, at once.
    @Override
    public void kill() {
        Forks.kill(process);
        awaitEnd(Duration.ofSeconds(10));
    }

    /// Sends the signal to what it started as well: the command may be a shell that waits for the node.
    @Override
    public void pause(boolean yes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", yes ? "-STOP" : "-CONT", "--"));
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .forEach(one -> command.add(Long.toString(one.pid())));
        Process signal = Forks.start(new ProcessBuilder(command).redirectErrorStream(true));
        String words = new String(signal.getInputStream().readAllBytes(), UTF_8);
        if (!words.isBlank()) throw new IOException(words.strip());
    }

    private boolean awaitEnd(Duration within) {
        try {
            return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
