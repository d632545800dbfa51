package tsunagi.conformance.target;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Spoils the network of a process that has one of its own, from outside: `tc` is run in that
/// process's network namespace, so that its image needs neither the tool nor a privilege.
public final class Netem {
    private static final long MAX_SECONDS = 10;

    /// Tried once, for nothing of this changes while a program runs.
    private static final class Trial {
        static final Optional<String> LACK = lackOnThisMachine();
    }

    /// Why this machine cannot do it, if it cannot.
    public static Optional<String> lack() {
        return Trial.LACK;
    }

    /// A namespace of its own, gone with the command, shows whether tool,
    /// privilege and kernel are there.
    private static Optional<String> lackOnThisMachine() {
        try {
            run(List.of("unshare", "--net", "tc", "qdisc", "add", "dev", "lo", "root", "netem", "delay", "1ms"));
            run(List.of("nsenter", "--version"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("tc netem does not work here (" + e.getMessage() + ")");
        }
    }

    /// Makes what the process sends late and lossy; zeros end that.
    ///
    /// @param pid as this machine's process table has it
    public static void apply(long pid, Duration delay, int lossPercent) throws IOException {
        boolean off = delay.isZero() && lossPercent == 0;
        List<String> command = new ArrayList<>(
                List.of("nsenter", "--target", Long.toString(pid), "--net", "tc", "qdisc", off ? "delete" : "replace"));
        command.addAll(List.of("dev", "eth0", "root"));
        if (!off) {
            command.addAll(List.of("netem", "delay", delay.toMillis() + "ms", "loss", lossPercent + "%"));
        }
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        run(command, Duration.ofSeconds(MAX_SECONDS));
    }

    /// Reads while it waits: a command that hangs holds its output open too.
    static void run(List<String> command, Duration within) throws IOException {
        Process process = Forks.start(new ProcessBuilder(command).redirectErrorStream(true));
        process.getOutputStream().close();
        Tail words = new Tail();
        words.follow(process.getInputStream(), "output of " + command.getFirst());
        try {
            if (!process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS)) {
                Forks.kill(process);
                throw new IOException(command.getFirst() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        words.awaitEnd(within);
        String said = words.text().strip();
        if (process.exitValue() != 0) throw new IOException(said.isEmpty() ? command.toString() : said);
    }

    private Netem() {}
}
