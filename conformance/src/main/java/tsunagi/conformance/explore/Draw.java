package tsunagi.conformance.explore;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// Choices that follow from a seed. The same seed gives the same choices on every machine.
final class Draw {
    private final SplittableRandom random;

    Draw(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// A number from 0 to `bound - 1`.
    int below(int bound) {
        return random.nextInt(bound);
    }

    /// A number from one to another, both included.
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    long nextLong(long bound) {
        return random.nextLong(bound);
    }

    /// True once in so many times.
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// Puts them into another order.
    void shuffle(List<?> choices) {
        Collections.shuffle(choices, random);
    }

    /// One of the characters.
    char of(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
