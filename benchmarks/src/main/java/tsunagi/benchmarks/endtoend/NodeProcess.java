package tsunagi.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The program, started by its script as users start it.
final class NodeProcess implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("listening on 0\\.0\\.0\\.0:(\\d+)");
    private static final Pattern HISTOGRAM_TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

    private final Process process;
    private final int port;

    private NodeProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Starts a node and waits until it listens.
    ///
    /// @param home        the repository
    /// @param javaOptions for the JVM, as `TSUNAGI_JAVA_OPTIONS`
    static NodeProcess start(Path home, String javaOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("tsunagi").toString(), "--listen", "0"));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TSUNAGI_JAVA_OPTIONS", javaOptions);
        Process process = builder.start();
        BufferedReader log = process.errorReader();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (!listening.find()) continue;
            Thread.ofPlatform().daemon().start(() -> drain(log));
            return new NodeProcess(process, Integer.parseInt(listening.group(1)));
        }
        throw new IOException("the node ended before it listened");
    }

    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The node has been stopped.
        }
    }

    /// What it has had of all processors, in nanoseconds; counted in hundredths of a second.
    long processorNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String hostAndPort() {
        return "127.0.0.1:" + port;
    }

    SocketChannel connect() throws IOException {
        return SocketChannel.open(address());
    }

    /// The most memory that the process has had, in bytes.
    long peakResidentBytes() throws IOException {
        return status(process.pid(), "VmHWM:");
    }

    /// The memory that a process has now, in bytes.
    static long residentBytes(long process) throws IOException {
        return status(process, "VmRSS:");
    }

    private static long status(long process, String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
            if (line.startsWith(name)) return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
        throw new IOException("the platform does not tell how much memory a process has");
    }

    /// What is reachable on its heap, in bytes; collects its garbage first.
    long liveHeapBytes() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asking =
                new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram").start();
        long total = asking.inputReader()
                .lines()
                .map(HISTOGRAM_TOTAL::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
        if (total == 0) throw new IOException("jcmd does not tell what is on the heap");
        return total;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
