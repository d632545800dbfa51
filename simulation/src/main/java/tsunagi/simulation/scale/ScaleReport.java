package tsunagi.simulation.scale;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The measurements of all graphs and sizes, as a table and as pictures.
public final class ScaleReport {
    private static final long MEBIBYTE = 1 << 20;
    private static final double MILLIS_PER_SECOND = 1_000;

    private final List<Measurement> measurements;

    private ScaleReport(List<Measurement> measurements) {
        this.measurements = measurements;
    }

    /// Measures them all, one after another, and tells each as a row of a Markdown table.
    ///
    /// @param sizes nodes in each network
    public static ScaleReport measure(List<Integer> sizes, long seed, PrintStream out) throws IOException {
        out.println(
                "| graph | nodes | half have it | 99 % | all | bytes sent per node | copies per node | run time | heap |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        List<Measurement> measurements = new ArrayList<>();
        for (Graph graph : Graph.values()) {
            for (int size : sizes) {
                Measurement measured = new LargeNetwork(graph, size, seed).measure(graph);
                out.println(row(measured));
                measurements.add(measured);
            }
        }
        return new ScaleReport(measurements);
    }

    private static String row(Measurement of) {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.2f s | %.2f s | %.2f s | %,.0f | %.1f | %.1f s | %,d MiB |",
                of.graph().words(),
                of.nodes(),
                of.secondsTo(50),
                of.secondsTo(99),
                of.secondsTo(100),
                of.bytesPerNode(),
                of.framesPerNode(),
                of.runTime().toMillis() / MILLIS_PER_SECOND,
                of.heapBytes() / MEBIBYTE);
    }

    /// Writes `propagation.svg`, `traffic.svg` and `reach.svg`.
    ///
    /// @param directory made if it is not there
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(
                directory.resolve("propagation.svg"),
                new Chart("Until every node has a block", "nodes", "seconds", Chart.Scale.LOGARITHMIC)
                        .drawn(bySize(measured -> measured.secondsTo(100))));
        Files.writeString(
                directory.resolve("traffic.svg"),
                new Chart("What each node sends for a block", "nodes", "bytes", Chart.Scale.LINEAR)
                        .drawn(bySize(Measurement::bytesPerNode)));
        Files.writeString(
                directory.resolve("reach.svg"),
                new Chart(
                                "Who has a block, in the largest network",
                                "seconds since it was mined",
                                "% of the nodes",
                                Chart.Scale.LINEAR)
                        .drawn(byTime()));
    }

    private List<Chart.Line> bySize(ToDoubleFunction<Measurement> value) {
        List<Chart.Line> lines = new ArrayList<>();
        for (Graph graph : Graph.values()) {
            List<Chart.Point> points = measurements.stream()
                    .filter(measured -> measured.graph() == graph)
                    .map(measured -> new Chart.Point(measured.nodes(), value.applyAsDouble(measured)))
                    .toList();
            lines.add(new Chart.Line(graph.words(), points));
        }
        return lines;
    }

    private List<Chart.Line> byTime() {
        int largest = measurements.stream().mapToInt(Measurement::nodes).max().orElseThrow();
        List<Chart.Line> lines = new ArrayList<>();
        for (Measurement measured : measurements) {
            if (measured.nodes() != largest) continue;
            List<Chart.Point> points = new ArrayList<>();
            for (int percent = 1; percent <= measured.reached().size(); percent++) {
                // The miner itself has it at once, which no logarithm can show.
                points.add(new Chart.Point(Math.max(0.01, measured.secondsTo(percent)), percent));
            }
            lines.add(new Chart.Line(measured.graph().words(), points));
        }
        return lines;
    }
}
