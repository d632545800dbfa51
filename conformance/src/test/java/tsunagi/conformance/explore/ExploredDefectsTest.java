package tsunagi.conformance.explore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tsunagi.conformance.play.Player;
import tsunagi.conformance.play.Verdict;
import tsunagi.conformance.script.Need;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.toy.Defect;
import tsunagi.conformance.toy.RunningToy;

/// How many exchanges it takes until a wrong node fails one. The exchanges are those of
/// the seeds 1, 2 and so on.
///
/// With `-Dtsunagi.explored-defects=FILE` every defect of the toy is explored, and the
/// table goes to that file.
@Timeout(3600)
class ExploredDefectsTest {
    private static final String TABLE = "tsunagi.explored-defects";
    private static final int LIMIT = 40;
    private static final int JOBS = 12;
    /// Some defects answer slowly on purpose.
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Scope ALL = new Scope(true);
    private static final Set<Need> OFFERS = EnumSet.of(Need.CONSOLE, Need.DIAL, Need.PROCESS, Need.RESTART);

    private static final Map<Integer, Scenario> EXCHANGES = new ConcurrentHashMap<>();

    private static Scenario exchange(int seed) {
        return EXCHANGES.computeIfAbsent(seed, absent -> {
            String text = Transcript.of(Explorer.exchange(seed, OFFERS, ALL), ALL);
            return Explorer.scenario(seed, Objects.requireNonNull(text));
        });
    }

    /// The number of the first exchange that a wrong node fails; nothing if it fails none.
    private static OptionalInt failed(Defect defect, int limit) {
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int seed = 1; seed <= limit && System.nanoTime() < end; seed++) {
            Verdict verdict =
                    Player.play(exchange(seed), RunningToy.target(defect), 1).verdict();
            if (verdict instanceof Verdict.Failed) return OptionalInt.of(seed);
        }
        return OptionalInt.empty();
    }

    /// Not `drops-on-half-close`: it is slow on purpose, and sends a long answer for minutes.
    static Stream<Defect> ofEachKind() {
        Set<String> ids = Set.of("one-read-one-frame", "handles-unended-frame", "upper-case-hash", "relays-to-1");
        return Defect.all().stream().filter(defect -> ids.contains(defect.id()));
    }

    @ParameterizedTest
    @MethodSource("ofEachKind")
    void aFaultIsFoundInAFewExchanges(Defect defect) {
        assertTrue(failed(defect, LIMIT).isPresent(), defect.id());
    }

    @Test
    @EnabledIfSystemProperty(named = TABLE, matches = ".+")
    void theTable() throws IOException, InterruptedException, ExecutionException {
        Map<Integer, List<String>> dead = new TreeMap<>();
        List<String> alive = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(JOBS)) {
            Map<String, Future<OptionalInt>> all = new TreeMap<>();
            for (Defect defect : Defect.all()) all.put(defect.id(), threads.submit(() -> failed(defect, LIMIT)));
            for (Map.Entry<String, Future<OptionalInt>> one : all.entrySet()) {
                OptionalInt exchanges = one.getValue().get();
                List<String> row = exchanges.isPresent()
                        ? dead.computeIfAbsent(exchanges.getAsInt(), absent -> new ArrayList<>())
                        : alive;
                row.add("`" + one.getKey() + "`");
            }
        }
        StringBuilder out = new StringBuilder("| dies at exchange | wrong nodes | which |\n| --- | --- | --- |\n");
        dead.forEach((exchanges, ids) -> row(out, String.valueOf(exchanges), ids));
        row(out, "lives after %s, or %s minutes".formatted(LIMIT, LONGEST.toMinutes()), alive);
        Files.writeString(Path.of(System.getProperty(TABLE)), out, UTF_8);
    }

    private static void row(StringBuilder out, String when, List<String> ids) {
        out.append("| ").append(when).append(" | ").append(ids.size()).append(" | ");
        out.append(String.join(" ", ids)).append(" |\n");
    }
}
