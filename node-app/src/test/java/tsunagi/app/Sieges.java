package tsunagi.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Prints what each attack costs a node, alone and all at once, next to the bounds that must
/// hold. `.ci/attacks` runs it: `Sieges [SECONDS [MEGABITS-PER-SECOND [ATTACK ...]]]`, with
/// `NONE` for no attack, `ALL` for all at once and `A+B` for some at once. The exit status is 1
/// if a bound did not hold.
final class Sieges {
    private static final Duration WITHIN = Duration.ofSeconds(1);
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String ROW = "%-18s %7s %7s %6s %6s %6s %6s %15s %11s %8s %6s %6s  %s%n";

    private Sieges() {}

    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        long megabits = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000;
        List<String> names = arguments.length > 2
                ? List.of(arguments).subList(2, arguments.length)
                : Stream.of(Stream.of("NONE"), Stream.of(Attack.values()).map(Attack::name), Stream.of("ALL"))
                        .flatMap(all -> all)
                        .toList();
        System.out.printf(
                Locale.ROOT,
                """
                %d s each, -Xmx64m; all attackers share %,d Mbit/s; load before: %.1f
                median, slowest: an honest block through the node; bound: 1,000 ms for the slowest
                heap: most in use after a collection, GC: all collections together, RSS: most resident, CPU: of the node
                disk: growth of the block log / bound; log: lines on standard error / bound
                sent, conns, thrown: by the attackers, bytes, connections, and how many of those were closed on them
                """,
                seconds,
                megabits,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.printf(
                ROW, "attack", "median", "slowest", "heap", "GC", "RSS", "CPU", "disk kB", "log", "sent", "conns",
                "thrown", "");
        boolean held = true;
        for (String name : names) held &= siege(name, seconds, megabits);
        if (!held) System.exit(1);
    }

    private static boolean siege(String name, int seconds, long megabits) throws Exception {
        List<Attack> attacks = switch (name) {
            case "NONE" -> List.of();
            case "ALL" -> List.of(Attack.values());
            default -> Stream.of(name.split("\\+")).map(Attack::valueOf).toList();
        };
        Duration length = Duration.ofSeconds(seconds);
        Path directory = Files.createTempDirectory("tsunagi-siege-");
        try {
            Toll toll = new Siege(attacks, megabits * 1_000_000, length, DEADLINE).endure(directory);
            boolean held = toll.slowest().compareTo(WITHIN) < 0
                    && toll.logGrowth() <= toll.mostLogGrowth()
                    && toll.says().size() <= toll.mostSaid(length);
            print(name, toll, toll.mostSaid(length), held);
            return held;
        } finally {
            delete(directory);
        }
    }

    private static void print(String name, Toll toll, long mostSaid, boolean held) {
        Toll.Footprint node = toll.footprint();
        Attackers.Fired fired = toll.firedInAll();
        System.out.printf(
                ROW,
                name,
                toll.median().toMillis() + " ms",
                toll.slowest().toMillis() + " ms",
                megabytes(node.heapPeak()),
                seconds(node.collecting()),
                megabytes(node.residentPeak()),
                seconds(node.processor()),
                kilobytes(toll.logGrowth()) + " / " + kilobytes(toll.mostLogGrowth()),
                toll.says().size() + " / " + mostSaid,
                megabytes(fired.sentBytes()),
                fired.connections(),
                fired.thrownOut(),
                held ? "" : "BOUND BROKEN");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6);
    }

    private static String kilobytes(long bytes) {
        return String.format(Locale.ROOT, "%,.0f", bytes / 1e3);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(directory)) {
            all = new ArrayList<>(walk.toList());
        }
        all.sort(Comparator.reverseOrder());
        for (Path path : all) Files.delete(path);
    }
}
