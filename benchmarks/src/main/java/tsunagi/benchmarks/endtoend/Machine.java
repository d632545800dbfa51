package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where figures were measured, which they are nothing without.
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /// The processors, the JDK, and how busy it is.
    static String description() throws IOException {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return "%d processors (%s), JDK %s, load %.1f"
                .formatted(Runtime.getRuntime().availableProcessors(), model(), Runtime.version(), load);
    }

    private static String model() throws IOException {
        if (!Files.exists(PROCESSORS)) return System.getProperty("os.arch");
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private Machine() {}
}
