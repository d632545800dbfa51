package tsunagi.benchmarks.endtoend;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// How fast the parts of a node are, each by itself, measured by JMH in processes of their own.
final class PartFigures {
    private static final String UNIT = "k/s";
    private static final int HASHED_BYTES = 119;
    private static final Pattern OPENSSL_RATE = Pattern.compile("(?m)^sha256\\s+([0-9.]+)k");

    /// Benchmarks by name, as in the keys of [#rates].
    private record Pair(String name, String measured, String against, String reference) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("frame read and checked, canonical", "Codec.readCanonical", "databind", "Codec.readDatabind"),
            new Pair("blocks in a row proven", "Codec.proveInARow", "databind", "Codec.readDatabind"),
            new Pair("frame read and checked, any", "Codec.readStreaming", "databind", "Codec.readDatabind"),
            new Pair("frame written", "Codec.write", "databind", "Codec.writeDatabind"),
            new Pair("blocks added one by one", "Chain.addOneByOne", "a map", "Chain.addToAMap"),
            new Pair("blocks added in a batch", "Chain.addABatch", "a map", "Chain.addToAMap"),
            new Pair("blocks of a reorganisation", "Chain.reorganise", "a map", "Chain.addToAMap"),
            new Pair("appended, each forced", "Log.forceEach", "write and force", "Log.forceEachPlainly"),
            new Pair("appended, forced in groups of 500", "Log.forceInGroups", "each forced", "Log.forceEach"),
            new Pair("replayed at a start", "Log.replay", "databind", "Log.replayDatabind"),
            mining("arrays", 55),
            mining("arrays", HASHED_BYTES),
            mining("vector", 55),
            mining("vector", HASHED_BYTES));

    private static Pair mining(String kernel, int bytes) {
        String name = "mining, " + kernel + ", one thread, " + bytes + " bytes";
        String prefix = "Mining.tryNonces ";
        return new Pair(name, prefix + kernel + " " + bytes, "digest", prefix + "digest " + bytes);
    }

    void measure(Figures figures) throws IOException {
        Map<String, Double> rates = rates();
        for (Pair pair : PAIRS) {
            figures.add(new Figure(
                    pair.name(), rate(rates, pair.measured()), UNIT, pair.against(), rate(rates, pair.reference())));
        }
        String digest = "Hash.reusedMessageDigest " + HASHED_BYTES;
        Optional<Double> limit = opensslRate();
        if (limit.isEmpty()) {
            System.out.println("no openssl: the JDK's SHA-256 is not measured against it");
        } else {
            figures.add(new Figure(
                    "SHA-256 of 119 bytes by the JDK", rate(rates, digest), UNIT, "openssl speed", limit.get()));
        }
    }

    private static double rate(Map<String, Double> rates, String benchmark) throws IOException {
        Double rate = rates.get(benchmark);
        if (rate == null)
            throw new IOException("there is no figure of the benchmark " + benchmark + ", but of " + rates.keySet());
        return rate;
    }

    /// Thousands in a second of each benchmark, by class, method and parameters.
    private static Map<String, Double> rates() throws IOException {
        Map<String, Double> rates = new HashMap<>();
        try {
            // Progress, not results: those are told as figures.
            OptionsBuilder options = new OptionsBuilder();
            options.verbosity(VerboseMode.SILENT).warmupTime(TimeValue.seconds(1));
            for (RunResult result : new Runner(options.build()).run()) {
                rates.put(key(result), rate(result));
            }
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
        return rates;
    }

    private static String key(RunResult result) {
        String name = result.getParams().getBenchmark();
        String shortName = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark.", ".");
        StringBuilder key = new StringBuilder(shortName);
        for (String parameter : result.getParams().getParamsKeys()) {
            key.append(' ').append(result.getParams().getParam(parameter));
        }
        return key.toString();
    }

    private static double rate(RunResult result) {
        double score = result.getPrimaryResult().getScore();
        return result.getPrimaryResult().getScoreUnit().startsWith("us") ? 1e3 / score : 1e3 * score;
    }

    private static Optional<Double> opensslRate() {
        return Commands.output(
                        "openssl", "speed", "-seconds", "1", "-bytes", Integer.toString(HASHED_BYTES), "-evp", "sha256")
                .map(OPENSSL_RATE::matcher)
                .filter(Matcher::find)
                .map(found -> Double.parseDouble(found.group(1)) / HASHED_BYTES);
    }
}
