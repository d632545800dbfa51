package tsunagi.chain.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tsunagi.protocol.ProtocolLimits;

/// All kernels find what the JDK's SHA-256 finds: the same nonces, the same
/// hashes, and the lowest first.
class KernelsTest {
    private static final int SHORTEST_PREIMAGE = 52;

    /// @param first 0 … 2^63−1−count
    record Range(long first, int count) {}

    @Property(tries = 300)
    void allKernelsFindTheSame(@ForAll("puzzles") Puzzle puzzle, @ForAll("ranges") Range range) {
        List<Proof> expected = all(Kernels.digest(), puzzle, range);
        for (Kernel kernel : Kernels.all()) {
            assertEquals(expected, all(kernel, puzzle, range), kernel.name());
        }
    }

    /// The lengths about which a SHA-256 block is filled, where the padding moves into the next.
    @Property(tries = 300)
    void allKernelsFindTheSameWithTextsOfAnyLength(@ForAll("lengths") int length, @ForAll long seed) {
        byte[] preimage = new byte[length];
        new Random(seed).nextBytes(preimage);
        Puzzle puzzle = new Puzzle(preimage, 1);
        Range range = new Range(seed & Integer.MAX_VALUE, 256);
        List<Proof> expected = all(Kernels.digest(), puzzle, range);
        for (Kernel kernel : Kernels.all()) {
            assertEquals(expected, all(kernel, puzzle, range), kernel.name());
        }
    }

    @Example
    void withoutDifficultyTheFirstNonceIsTheOne() {
        for (Kernel kernel : Kernels.all()) {
            Optional<Proof> proof = kernel.begin(new Puzzle(new byte[100], 0)).find(7, 1000);
            assertEquals(Optional.of(7L), proof.map(Proof::nonce), kernel.name());
        }
    }

    /// The tests' JVM is started with the module, so that this kernel is among
    /// those that are compared here.
    @Example
    void theVectorKernelIsTested() {
        assertEquals(
                List.of("digest", "arrays", "vector"),
                Kernels.all().stream().map(Kernel::name).toList());
    }

    @Provide
    Arbitrary<Integer> lengths() {
        Arbitrary<Integer> edges = Arbitraries.of(52, 55, 56, 63, 64, 119, 120, 127, 128, 183, 184);
        return Arbitraries.oneOf(
                edges, Arbitraries.integers().between(SHORTEST_PREIMAGE, ProtocolLimits.MAX_FRAME_BYTES));
    }

    @Provide
    Arbitrary<Puzzle> puzzles() {
        Arbitrary<byte[]> preimages = Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(SHORTEST_PREIMAGE)
                .ofMaxSize(300);
        return Combinators.combine(preimages, Arbitraries.integers().between(0, 2))
                .as(Puzzle::new);
    }

    @Provide
    Arbitrary<Range> ranges() {
        Arbitrary<Long> firsts = Arbitraries.oneOf(
                Arbitraries.longs().between(0, Long.MAX_VALUE - 10_000),
                aroundAMultipleOfTwoToThe32(),
                Arbitraries.just(0L),
                Arbitraries.just(Long.MAX_VALUE - 10_000));
        return Combinators.combine(firsts, Arbitraries.integers().between(1, 600))
                .as(Range::new);
    }

    private static Arbitrary<Long> aroundAMultipleOfTwoToThe32() {
        return Combinators.combine(
                        Arbitraries.longs().between(1, Integer.MAX_VALUE),
                        Arbitraries.longs().between(-600, 600))
                .as((high, offset) -> (high << 32) + offset);
    }

    private static List<Proof> all(Kernel kernel, Puzzle puzzle, Range range) {
        NonceSearch search = kernel.begin(puzzle);
        List<Proof> proofs = new ArrayList<>();
        long end = range.first() + range.count();
        for (long from = range.first(); from < end; ) {
            Optional<Proof> proof = search.find(from, (int) (end - from));
            if (proof.isEmpty()) break;
            proofs.add(proof.get());
            from = proof.get().nonce() + 1;
        }
        return proofs;
    }
}
