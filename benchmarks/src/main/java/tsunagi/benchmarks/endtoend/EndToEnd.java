package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tsunagi.benchmarks.ChainShape;
import tsunagi.benchmarks.Scratch;

/// Measures whole nodes, prints a table, writes JSON; or compares two runs.
public final class EndToEnd {
    private static final String USAGE = """
            usage: benchmarks/end-to-end [--blocks N] [--difficulty N] [--peers N] [--only all|parts|start|sync|serve|peers] [--json FILE]
                   benchmarks/end-to-end compare BEFORE.json AFTER.json
            """;

    private static final int SHORT_BLOCKS = 500_000;

    /// Measures, or compares.
    ///
    /// @param args the repository's directory, and then as told by [#USAGE]
    public static void main(String[] args) throws IOException {
        Path home = Path.of(args[0]);
        if (args.length == 4 && args[1].equals("compare")) {
            Figures.compare(Path.of(args[2]), Path.of(args[3]));
            return;
        }
        Map<String, String> options = new HashMap<>(
                Map.of("--blocks", "5000000", "--difficulty", "0", "--peers", "10000", "--only", "", "--json", ""));
        for (int i = 1; i < args.length; i += 2) {
            if (i + 1 == args.length || options.replace(args[i], args[i + 1]) == null) {
                System.err.print(USAGE);
                System.exit(2);
            }
        }
        measure(home, options);
    }

    private static void measure(Path home, Map<String, String> options) throws IOException {
        String only = option(options, "--only");
        int blocks = Integer.parseInt(option(options, "--blocks"));
        int difficulty = Integer.parseInt(option(options, "--difficulty"));
        int peers = Integer.parseInt(option(options, "--peers"));
        Path chains = home.resolve("benchmarks/target/end-to-end");
        Files.createDirectories(chains);
        Path scratch = Files.createTempDirectory(chains, "run-");
        ChainShape shape = ChainShape.beside(home);
        System.out.println(Machine.description() + "; blocks as in the " + shape.name() + " chain");
        Figures figures = new Figures();
        boolean wholeNodes = only.isEmpty() || only.equals("all");
        try {
            if (wholeNodes || only.equals("start")) new StartFigures(home, scratch).measure(figures);
            if (wholeNodes || only.equals("sync"))
                new SyncFigures(
                                home,
                                LongChain.in(chains, shape, blocks, difficulty),
                                LongChain.in(scratch, shape, SHORT_BLOCKS, 0),
                                scratch)
                        .measure(figures);
            if (wholeNodes || only.equals("serve"))
                new ServeFigures(home, LongChain.in(scratch, shape, SHORT_BLOCKS, 0)).measure(figures);
            if (wholeNodes || only.equals("peers")) new PeerFigures(home, peers).measure(figures);
            if (only.equals("all") || only.equals("parts")) new PartFigures().measure(figures);
        } finally {
            Scratch.delete(scratch);
        }
        String json = option(options, "--json");
        if (!json.isEmpty()) figures.write(Path.of(json));
    }

    private static String option(Map<String, String> options, String name) {
        return options.getOrDefault(name, "");
    }

    private EndToEnd() {}
}
