package tsunagi.conformance.play;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tsunagi.conformance.script.Timing;
import tsunagi.conformance.target.Ports;
import tsunagi.conformance.target.RunningNode;
import tsunagi.conformance.target.Site;
import tsunagi.conformance.wire.Octets;

/// One node of a scenario: its place, and the process that fills it, if one does.
/// Used by the player's thread.
final class Node {
    private static final int QUESTIONS = 3;
    private static final long RETRY_NANOS = 10_000_000;
    private static final int CONNECT_MILLIS = 1_000;
    static final Duration TAKEN = Duration.ofSeconds(3);
    private static final Duration MIN_GRACE = Duration.ofMillis(3);

    /// What a process that was ended by a signal of a fault ends with, as
    /// shells and the JDK have it.
    private static final Map<Integer, String> CRASHES = Map.of(
            132, "it ended with status 132 (SIGILL)",
            134, "it ended with status 134 (SIGABRT)",
            135, "it ended with status 135 (SIGBUS)",
            136, "it ended with status 136 (SIGFPE)",
            139, "it ended with status 139 (SIGSEGV)",
            159, "it ended with status 159 (SIGSYS)");

    final String name;
    final InetSocketAddress address;
    /// Whether the player's own questions are worth asking: one that was not
    /// answered costs time enough.
    private boolean answersProbes = true;
    private boolean hasAnswered;
    private @Nullable String muteness;
    private int blocksShown;
    private @Nullable String retreat;
    private final Site site;
    private final Form form;
    private final Path data;
    private List<String> peers = List.of();
    private @Nullable RunningNode process;
    private Duration longestRoundTrip = Duration.ZERO;
    private List<Octets> chain = List.of();
    private boolean started;
    private boolean endIsWanted;
    private boolean paused;

    Node(String name, Site site, Path data, Form form) throws IOException {
        this.form = form;
        this.name = name;
        this.site = site;
        this.address = site.place(name);
        this.data = data;
    }

    /// Starts it and waits until it accepts connections. Returns why it does
    /// not, or null if it does.
    @Nullable
    String start(List<String> toDial, Deadline deadline) {
        peers = toDial;
        return restart(deadline);
    }

    /// Starts it again, with the same peers, on the same data.
    @Nullable
    String restart(Deadline deadline) {
        endIsWanted = false;
        started = true;
        blocksShown = 0;
        try {
            process = site.start(address, peers, data);
        } catch (IOException e) {
            return "it could not be started: " + e.getMessage();
        }
        return awaitReady(deadline);
    }

    private @Nullable String awaitReady(Deadline deadline) {
        String given = about(deadline.nanosLeft());
        while (!deadline.isOver()) {
            String end = ended();
            if (end != null) return end;
            if (!isReady()) {
                LockSupport.parkNanos(RETRY_NANOS);
                continue;
            }
            try (Socket socket = new Socket()) {
                Ports.connect(socket, address, CONNECT_MILLIS);
                return null;
            } catch (IOException e) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
        String lack = isReady()
                ? "it accepted no connection at port " + address.getPort()
                : "it did not print that it is ready";
        return "%s within %s (--start-limit gives it more time)".formatted(lack, given);
    }

    /// Some of the time has passed when the process is there, so it is rounded.
    private static String about(long nanos) {
        long tenths = Math.round(nanos / 1e8);
        return tenths < 10 ? tenths * 100 + " ms" : Math.round(nanos / 1e9) + " s";
    }

    /// A node that runs already is nobody's process here, and says nothing.
    private boolean isReady() {
        return process == null || process.isReady();
    }

    /// Waits until the node has most likely taken note of a connection that was just made with it.
    /// A connection is made before the node hears of it, and a block that comes in between is not
    /// relayed there. An answer on a connection that was made later is a hint, not a proof: each
    /// connection may have a thread of its own.
    ///
    /// @return the chain that it answered with; empty if it did not, or if
    ///     its chain is genesis alone
    List<Octets> awaitTaken(Pace pace) {
        if (!answersProbes) return List.of();
        Duration grace = MIN_GRACE;
        List<Octets> chain = List.of();
        switch (probe(pace.deadline(TAKEN))) {
            case Probe.Unanswered ignored -> answersProbes = false;
            case Probe.Unsteady ignored -> {}
            case Probe.Answered answered -> {
                if (answered.roundTrip().compareTo(grace) > 0) grace = answered.roundTrip();
                chain = answered.chain();
            }
        }
        if (chain.isEmpty()) LockSupport.parkNanos(pace.settle(grace).toNanos());
        return chain;
    }

    /// Asks it for its chain, and remembers both the chain and how long that took.
    Probe.Result probe(Deadline deadline) {
        return noted(Probe.ask(address, form, deadline));
    }

    /// Asks it while others are asked. [#noted] takes the answer.
    Future<Probe.Result> asked(Deadline deadline) {
        FutureTask<Probe.Result> question = new FutureTask<>(() -> Probe.ask(address, form, deadline));
        Readers.start("question to " + name, question);
        return question;
    }

    /// Waits for the answer to a question that was asked meanwhile, and remembers it.
    Probe.Result noted(Future<Probe.Result> question) {
        try {
            return noted(question.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Probe.Broken("the run was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("a probe of " + name + " failed", e.getCause());
        }
    }

    private Probe.Result noted(Probe.Result result) {
        // Each of the two answers has to hold as many as an earlier one. Gossip only adds to them.
        if (result instanceof Probe.Unsteady unsteady && unsteady.blocks().size() < 2 * blocksShown)
            retreat = "broke off an answer to GET_CHAIN";
        if (result instanceof Probe.Answered answered) {
            hasAnswered = true;
            int blocks = answered.chain().size();
            if (blocks < blocksShown)
                retreat = "answered GET_CHAIN with %s, after it had answered with %s"
                        .formatted(blocks(blocks), blocks(blocksShown));
            blocksShown = Math.max(blocks, blocksShown);
            chain = answered.chain();
            if (answered.roundTrip().compareTo(longestRoundTrip) > 0) longestRoundTrip = answered.roundTrip();
        }
        return result;
    }

    private static String blocks(int number) {
        return number == 1 ? "1 block" : number + " blocks";
    }

    /// How it contradicted itself, if it did: no chain gives way to a shorter one (3.6).
    @Nullable
    String retreat() {
        return retreat;
    }

    /// Whether it ever answered with a chain.
    boolean hasAnswered() {
        return hasAnswered;
    }

    /// Asks it for its chain, with time of its own: what cuts a question off says nothing of the
    /// node. A chain that changes meanwhile is asked for again.
    ///
    /// @return why it does not answer; null if it does
    @Nullable
    String whyMute(Pace pace) {
        String reason = null;
        for (int times = 0; times < QUESTIONS; times++) {
            switch (probe(pace.deadline(Timing.DEFAULT.within()))) {
                case Probe.Answered ignored -> {
                    muteness = null;
                    return null;
                }
                case Probe.Unsteady unsteady -> reason = unsteady.reason();
                case Probe.Unanswered unanswered -> {
                    boolean isOdd = unanswered instanceof Probe.KeptOpen open && open.blocks() > 0;
                    muteness =
                            isOdd ? "does not answer two chain requests in a row with the same chain (2.2)" : silence();
                    return unanswered.reason();
                }
            }
        }
        muteness = silence();
        return reason;
    }

    private String silence() {
        return hasAnswered ? "does not answer any more" : "does not answer";
    }

    /// How it did not answer with time of its own, to be read after its name; null if it did.
    @Nullable
    String muteness() {
        return muteness;
    }

    /// The frames of the chain that it answered with last.
    List<Octets> chain() {
        return chain;
    }

    /// The longest that it ever took to answer: what a cold node may need for something new.
    Duration longestRoundTrip() {
        return longestRoundTrip;
    }

    boolean isRunning() {
        return started && ended() == null;
    }

    /// Keeps it from doing anything at all, or lets it go on where it was.
    void pause(boolean yes) throws IOException {
        process().pause(yes);
        paused = yes;
    }

    boolean isPaused() {
        return paused;
    }

    /// The signal that a crash is known by, if the node ended by one; else null.
    @Nullable
    String crash() {
        if (process == null) return null;
        OptionalInt status = process.endStatus();
        return status.isPresent() ? CRASHES.get(status.getAsInt()) : null;
    }

    /// How it ended by itself, else null.
    @Nullable
    String endedByItself() {
        return endIsWanted ? null : ended();
    }

    /// Whether something outside of the kit ended it.
    boolean endedFromOutside() {
        return endedByItself() != null && process().endedFromOutside();
    }

    private @Nullable String ended() {
        return process == null ? null : process.ended();
    }

    /// The process; a scenario that reaches for it was skipped where there is none.
    RunningNode process() {
        if (process == null) throw new IllegalStateException(name + " is no process of ours");
        return process;
    }

    boolean stop(Duration within) {
        endIsWanted = true;
        return process().stop(within);
    }

    void kill() {
        endIsWanted = true;
        if (process != null) process.kill();
    }

    /// What was wrong after it was stopped or killed, or null.
    @Nullable
    String endFault() {
        return process == null ? null : process.endFault();
    }

    String words() {
        return process == null ? "" : process.words();
    }
}
