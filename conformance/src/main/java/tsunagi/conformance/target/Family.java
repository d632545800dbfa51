package tsunagi.conformance.target;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Finds a process and all that it started, also what outlived the process in between: a shell that
/// ends leaves its children to process 1. Each family has a mark in its environment, which children
/// inherit. Where the system shows no environments, descendants that were seen before their parent
/// ended are remembered.
final class Family {
    /// The environment variable that holds the mark.
    static final String MARK = "TSUNAGI_CONFORMANCE_NODE";

    private static final Path PROC = Path.of("/proc");
    private static final String KIT = UUID.randomUUID().toString();
    private static final AtomicLong NEXT = new AtomicLong();

    private final String mark = KIT + "." + NEXT.incrementAndGet() + ".";
    private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();

    /// Marks what a builder will start.
    void mark(ProcessBuilder builder) {
        builder.environment().put(MARK, mark);
    }

    /// All of the family that live, the first process included if it lives.
    List<ProcessHandle> alive(ProcessHandle first) {
        seen.put(first.pid(), first);
        first.descendants().forEach(one -> seen.putIfAbsent(one.pid(), one));
        for (ProcessHandle one : marked(mark)) seen.putIfAbsent(one.pid(), one);
        seen.values().removeIf(one -> !one.isAlive());
        return List.copyOf(seen.values());
    }

    /// Every process that this program started, directly or through others.
    static List<ProcessHandle> all() {
        return marked(KIT);
    }

    private static List<ProcessHandle> marked(String mark) {
        String wanted = MARK + "=" + mark;
        Map<Long, ProcessHandle> found = new LinkedHashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (!environment(process).contains(wanted)) continue;
                long pid = Long.parseLong(process.getFileName().toString());
                Optional<ProcessHandle> handle = ProcessHandle.of(pid);
                handle.ifPresent(one -> found.put(pid, one));
            }
        } catch (IOException | RuntimeException e) {
            // The system has no such directory, or a process ended while it was read.
        }
        return List.copyOf(found.values());
    }

    /// Empty for a process of another user, and for one that has ended.
    private static String environment(Path process) {
        try {
            return new String(Files.readAllBytes(process.resolve("environ")), ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
