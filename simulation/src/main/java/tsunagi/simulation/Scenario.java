package tsunagi.simulation;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.Random;

/// How large a run is; all else follows from the seed.
///
/// @param nodes   honest ones, at least 2
/// @param hostile ones with ill will
/// @param turmoil how long things go wrong, in virtual time
public record Scenario(long seed, int nodes, int hostile, Duration turmoil) {
    private static final int LEAST_NODES = 2;
    private static final int MOST_NODES = 8;
    private static final int MOST_HOSTILE = 3;
    private static final int LEAST_SECONDS = 20;
    private static final int MOST_SECONDS = 90;

    /// What the seed says, where nothing else is said.
    public static Scenario of(long seed, OptionalInt nodes, OptionalInt hostile, OptionalInt seconds) {
        Random random = new Random(seed);
        int seedNodes = random.nextInt(LEAST_NODES, MOST_NODES + 1);
        int seedHostile = random.nextInt(MOST_HOSTILE + 1);
        int seedSeconds = random.nextInt(LEAST_SECONDS, MOST_SECONDS + 1);
        return new Scenario(
                seed,
                nodes.orElse(seedNodes),
                hostile.orElse(seedHostile),
                Duration.ofSeconds(seconds.orElse(seedSeconds)));
    }

    /// As the seed says.
    public static Scenario of(long seed) {
        return of(seed, OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    /// The command that plays it again.
    public String command() {
        return "simulation/simulate --seed " + seed + " --nodes " + nodes + " --hostile " + hostile + " --turmoil "
                + turmoil.toSeconds();
    }
}
