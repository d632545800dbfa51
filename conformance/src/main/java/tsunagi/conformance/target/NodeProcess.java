package tsunagi.conformance.target;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.wire.Octets;

/// A node that runs as a process of this machine. Used by one thread.
///
/// The command may be a shell or a launcher with the node behind it. So a node is a family of
/// processes, and it has ended when the whole family has and its port refuses connections.
public final class NodeProcess implements RunningNode {
    /// How long a launcher that is asked to end may take to end the node behind it by itself.
    private static final Duration LAUNCHER = Duration.ofSeconds(2);

    private static final Duration KILL = Duration.ofSeconds(10);
    private static final Duration CLOCK = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofMillis(500);
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final Process process;
    private final Family family;
    private final int port;
    private final String stopSignal;
    private final Tail words;
    private final Instant started;
    private @Nullable String endFault;
    private boolean over;

    private NodeProcess(Process process, Family family, int port, Target.Surroundings surroundings) {
        this.stopSignal = surroundings.stopSignal();
        this.words = new Tail(surroundings.ready());
        this.process = process;
        this.family = family;
        this.port = port;
        this.started = Instant.now();
        words.follow(process.getInputStream(), "node's output");
        words.follow(process.getErrorStream(), "node's log");
    }

    /// Starts it; it may not be ready yet, or ever.
    public static NodeProcess start(Target.Command command, int port, List<String> peers, Path data)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.forNode(port, peers, data));
        Target.Surroundings surroundings = command.surroundings();
        builder.environment().putAll(surroundings.environment());
        if (surroundings.directory() != null)
            builder.directory(surroundings.directory().toFile());
        Family family = new Family();
        family.mark(builder);
        return new NodeProcess(Forks.start(builder), family, port, surroundings);
    }

    @Override
    public void console(Octets text) throws IOException {
        process.getOutputStream().write(text.toArray());
        process.getOutputStream().flush();
    }

    @Override
    public void endConsole() throws IOException {
        process.getOutputStream().close();
    }

    /// A command that ends with 0 and leaves a process has put the node into the background.
    @Override
    public @Nullable String ended() {
        if (process.isAlive()) return null;
        boolean background = !over && process.exitValue() == 0 && !alive().isEmpty();
        return background ? null : "it ended with status " + process.exitValue();
    }

    @Override
    public OptionalInt endStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    @Override
    public @Nullable String endFault() {
        return endFault;
    }

    /// Of a process that has ended, all that it said to its end.
    @Override
    public String words() {
        if (!process.isAlive()) words.awaitEnd(LAST_WORDS);
        return words.text();
    }

    @Override
    public boolean isReady() {
        return words.hasSaid();
    }

    private List<ProcessHandle> alive() {
        return family.alive(process.toHandle());
    }

    /// Asks the command first, because a launcher may pass the signal on. What then still runs is
    /// asked too.
    @Override
    public boolean stop(Duration within) {
        if (over) return true;
        long end = System.nanoTime() + within.toNanos();
        List<ProcessHandle> before = alive();
        askToEnd();
        boolean wrapped = before.stream().anyMatch(one -> one.pid() != process.pid());
        if (wrapped) {
            long launcher = System.nanoTime() + Math.min(LAUNCHER.toNanos(), within.toNanos() / 2);
            while (process.isAlive() && System.nanoTime() < launcher) LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            alive().stream().filter(one -> one.pid() != process.pid()).forEach(ProcessHandle::destroy);
        }
        if (!awaitEnd(end)) return false;
        freePort();
        return true;
    }

    /// SIGTERM, if nothing else is asked for or can be sent.
    private void askToEnd() {
        if (!stopSignal.equals(Target.Surroundings.TERM)) {
            try {
                signalProcesses(stopSignal, List.of(Long.toString(process.pid())));
                return;
            } catch (IOException e) {
                // It may have ended by itself. If not, it gets the usual signal.
            }
        }
        process.destroy();
    }

    /// Ends it and what it started, at once.
    @Override
    public void kill() {
        if (over) return;
        long end = System.nanoTime() + KILL.toNanos();
        do {
            alive().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        } while (!awaitEnd(Math.min(end, System.nanoTime() + LAUNCHER.toNanos())) && System.nanoTime() < end);
        freePort();
    }

    private boolean awaitEnd(long end) {
        try {
            if (!process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        while (!alive().isEmpty()) {
            if (System.nanoTime() >= end) return false;
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        over = true;
        return true;
    }

    /// A node behind a command that hid it is still there: everything that follows would be about
    /// that one.
    private void freePort() {
        if (!PortHolder.accepts(port)) return;
        List<ProcessHandle> holders =
                PortHolder.of(port).stream().filter(this::isYounger).toList();
        holders.forEach(ProcessHandle::destroyForcibly);
        String pids = holders.stream().map(one -> Long.toString(one.pid())).collect(Collectors.joining(", "));
        endFault = "the command has ended, and port " + port + " still accepts connections"
                + (pids.isEmpty() ? "" : "; process " + pids + " listened there and was killed")
                + "; start the node with exec, so that the command is the node";
        for (int i = 0; i < 100 && PortHolder.accepts(port); i++) LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }

    /// Whatever ran before the node did is none of its processes. Systems tell the start of a
    /// process to a second or so.
    private boolean isYounger(ProcessHandle holder) {
        return holder.info()
                .startInstant()
                .filter(start -> start.plus(CLOCK).isAfter(started))
                .isPresent();
    }

    /// Sends the signal to the whole family.
    @Override
    public void pause(boolean yes) throws IOException {
        signalProcesses(
                yes ? "STOP" : "CONT",
                alive().stream().map(one -> Long.toString(one.pid())).toList());
    }

    private static void signalProcesses(String name, List<String> pids) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-" + name, "--"));
        arguments.addAll(pids);
        Process signal;
        try {
            signal = signal(List.of("kill"), arguments);
        } catch (IOException e) {
            // A small container has a shell, which has a kill of its own, but
            // no program of that name.
            signal = signal(List.of("bash", "-c", "kill \"$@\"", "kill"), arguments);
        }
        String words = new String(signal.getInputStream().readAllBytes(), UTF_8);
        if (!words.isBlank()) throw new IOException(words.strip());
    }

    private static Process signal(List<String> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Bash warns of a locale that is not installed, and all that is printed
        // here counts as a failure.
        builder.environment().put("LC_ALL", "C");
        return Forks.start(builder);
    }
}
