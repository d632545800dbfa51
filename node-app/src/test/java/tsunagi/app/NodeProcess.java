package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// The program as a user starts it: a process with three streams and an exit status.
final class NodeProcess implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 30;

    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> errorLines = new LinkedBlockingQueue<>();
    private final List<String> seen = new ArrayList<>();
    private final Thread errorReader;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean readsNoMore;

    private NodeProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(UTF_8);
        this.errorReader = Thread.ofVirtual().start(this::readErrors);
    }

    static NodeProcess start(String... arguments) throws IOException {
        return startWith(List.of("-XX:TieredStopAtLevel=1"), arguments);
    }

    /// With options for the JVM.
    static NodeProcess startWith(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("TSUNAGI_"));
        return new NodeProcess(builder.start());
    }

    private void readErrors() {
        try (BufferedReader errors = process.errorReader(UTF_8)) {
            for (String line = errors.readLine(); line != null; line = errors.readLine()) {
                errorLines.add(line);
                if (readsNoMore) ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // It was killed while it spoke; what it had said is here.
            errorLines.add("its standard error broke off: " + e.getMessage());
        }
    }

    /// From the next line on, nobody reads its standard error.
    void stopReadingErrors() {
        readsNoMore = true;
    }

    /// Waits until its chain has so many blocks.
    void awaitHeight(int port, long height) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (chain(port).lines().count() < height) {
            if (System.nanoTime() > deadline) throw new TimeoutException("the chain does not get to " + height);
        }
    }

    /// Waits for its end, whatever it says meanwhile.
    int awaitStatus() throws Exception {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) throw new TimeoutException("it goes on");
        return process.exitValue();
    }

    /// Types a line.
    void type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /// Ends standard input.
    void endInput() throws IOException {
        input.close();
    }

    /// Waits for a line on standard error.
    String awaitLine(Predicate<String> wanted) throws Exception {
        while (true) {
            String line = errorLines.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (line == null) throw new TimeoutException("no such line; there were: " + seen);
            seen.add(line);
            if (wanted.test(line)) return line;
        }
    }

    /// Waits until it listens.
    ///
    /// @return the port
    int awaitPort() throws Exception {
        String line = awaitLine(l -> l.contains("listening on"));
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    /// Whether it has not ended.
    boolean isAlive() {
        return process.isAlive();
    }

    /// What it says on standard output, in full, after it has ended.
    String output() throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    /// What it says on standard error until it ends, and its status.
    Ended awaitEnd() throws Exception {
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) throw new TimeoutException("it goes on: " + seen);
        if (!errorReader.join(Duration.ofSeconds(DEADLINE_SECONDS))) {
            throw new TimeoutException("its standard error does not end: " + seen);
        }
        errorLines.drainTo(seen);
        return new Ended(process.exitValue(), List.copyOf(seen));
    }

    record Ended(int status, List<String> errorLines) {}

    /// The number that the platform knows it by.
    long pid() {
        return process.pid();
    }

    /// Sends SIGTERM.
    void terminate() {
        process.destroy();
    }

    /// Sends SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    /// The chain, asked for over a connection that is half-closed after the question.
    static String chain(int port) throws IOException {
        return exchange(port, "GET_CHAIN\n");
    }

    /// Sends, half-closes, and reads to the end.
    static String exchange(int port, String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream in = socket.getInputStream()) {
            socket.getOutputStream().write(bytes.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        ended.countDown();
    }
}
