package tsunagi.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a [Siege] cost.
///
/// @param times       that honest blocks took, shortest first
/// @param honestBytes of all honest blocks, with those mined because another took long
///     or history was rewritten
/// @param fired       by each attack
/// @param footprint   what the node's process took up
/// @param logGrowth   bytes by which the block log grew
/// @param says        the lines of standard error, which is the node's log
record Toll(
        List<Duration> times,
        long honestBytes,
        Map<Attack, Attackers.Fired> fired,
        Footprint footprint,
        long logGrowth,
        List<String> says) {
    /// All attackers together have sent, opened and lost so much.
    Attackers.Fired firedInAll() {
        return fired.values().stream().reduce(new Attackers.Fired(0, 0, 0), Attackers.Fired::plus);
    }

    /// Bytes that the block log may have grown: by honest blocks, and by what was
    /// sent to rewrite history.
    long mostLogGrowth() {
        Attackers.Fired rewritten = fired.get(Attack.REWRITTEN_HISTORY);
        return honestBytes + (rewritten == null ? 0 : rewritten.sentBytes());
    }

    /// Lines that the node may have said: of its start and end, of blocks, and of peers.
    long mostSaid(Duration length) {
        return START_LINES + LINES_PER_SECOND * (length.toSeconds() + 5) + LINES_OF_PEERS * (length.toMinutes() + 2);
    }

    private static final long START_LINES = 20;

    /// Twenty blocks, and reports of what was left out.
    private static final long LINES_PER_SECOND = 22;

    /// Sixty that inform and thirty that warn.
    private static final long LINES_OF_PEERS = 90;

    /// What a process took up.
    ///
    /// @param heapPeak     most bytes of heap that were in use after a collection
    /// @param collecting   time that collections of garbage took, all together
    /// @param residentPeak most bytes of memory that it had
    /// @param processor    time on all processors
    record Footprint(long heapPeak, Duration collecting, long residentPeak, Duration processor) {
        private static final Pattern COLLECTION = Pattern.compile("->(\\d+)M\\(\\d+M\\) ([0-9.]+)ms");
        private static final Pattern RESIDENT = Pattern.compile("VmHWM:\\s+(\\d+) kB");

        /// @param collections the log of its collector
        static Footprint of(long pid, Path collections) throws IOException {
            long heap = 0;
            double millis = 0;
            for (String line : Files.readAllLines(collections)) {
                Matcher collection = COLLECTION.matcher(line);
                if (!collection.find()) continue;
                heap = Math.max(heap, Long.parseLong(collection.group(1)) << 20);
                millis += Double.parseDouble(collection.group(2));
            }
            Duration processor = ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElse(Duration.ZERO);
            return new Footprint(heap, Duration.ofNanos((long) (millis * 1e6)), residentPeak(pid), processor);
        }

        /// Linux says so; elsewhere it is 0.
        private static long residentPeak(long pid) throws IOException {
            Path status = Path.of("/proc", String.valueOf(pid), "status");
            if (!Files.exists(status)) return 0;
            Matcher resident = RESIDENT.matcher(Files.readString(status));
            return resident.find() ? Long.parseLong(resident.group(1)) << 10 : 0;
        }
    }

    Duration slowest() {
        return times.getLast();
    }

    Duration median() {
        return times.get(times.size() / 2);
    }

    /// How long the node's log is.
    long saidBytes() {
        return says.stream().mapToLong(line -> line.length() + 1).sum();
    }
}
