package tsunagi.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How long a node takes to listen, by its script, and then from a typed line to its block; and
/// what it takes up when idle. The starts take turns with those of a bare listener, which has the
/// same JVM and nothing to do.
final class StartFigures {
    private static final int STARTS = 15;
    private static final int LINES = 60;
    private static final double FIRST_BLOCK_BAR_MILLIS = 150;
    private static final double BLOCK_BAR_MILLIS = 15;
    private static final double RESIDENT_BAR_MB = 64;

    private final Path home;
    private final Path scratch;

    StartFigures(Path home, Path scratch) {
        this.home = home;
        this.scratch = scratch;
    }

    void measure(Figures figures) throws IOException {
        List<Double> bare = new ArrayList<>();
        List<Double> node = new ArrayList<>();
        List<Double> firstBlocks = new ArrayList<>();
        List<Double> laterBlocks = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Started listener = Started.of(bareListener())) {
                bare.add(listener.millis());
            }
            try (Started started = Started.of(node(i))) {
                node.add(started.millis());
                resident.add(NodeProcess.residentBytes(started.process().pid()) / 1e6);
                firstBlocks.add(started.millisToBlock());
                for (int line = 1; i == 0 && line < LINES; line++) laterBlocks.add(started.millisToBlock());
            }
        }
        figures.add(new Figure(
                "start to listening, by the script",
                ServeFigures.median(node),
                "ms",
                "a bare listener",
                ServeFigures.median(bare)));
        figures.add(new Figure(
                "resident memory once listening", ServeFigures.median(resident), "MB", "the bar", RESIDENT_BAR_MB));
        figures.add(new Figure(
                "first block typed after the start",
                ServeFigures.median(firstBlocks),
                "ms",
                "the bar",
                FIRST_BLOCK_BAR_MILLIS));
        figures.add(
                new Figure("later blocks typed", ServeFigures.median(laterBlocks), "ms", "the bar", BLOCK_BAR_MILLIS));
    }

    private ProcessBuilder bareListener() {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                BareListener.class.getName());
    }

    private ProcessBuilder node(int number) {
        return new ProcessBuilder(
                home.resolve("tsunagi").toString(),
                "0",
                "--data-dir",
                scratch.resolve("start-" + number).toString());
    }

    /// A process that listens.
    private record Started(Process process, BufferedReader log, double millis) implements AutoCloseable {
        static Started of(ProcessBuilder command) throws IOException {
            long begun = System.nanoTime();
            Process process =
                    command.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            BufferedReader log = process.errorReader();
            await(log, "listening on");
            return new Started(process, log, (System.nanoTime() - begun) / 1e6);
        }

        /// From a line typed to the log line of its block, which is on disk by then.
        double millisToBlock() throws IOException {
            long begun = System.nanoTime();
            OutputStream in = process.getOutputStream();
            in.write("typed\n".getBytes(StandardCharsets.UTF_8));
            in.flush();
            await(log, "mined block");
            return (System.nanoTime() - begun) / 1e6;
        }

        private static void await(BufferedReader log, String words) throws IOException {
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                if (line.contains(words)) return;
            }
            throw new IOException("the process ended before it said: " + words);
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
