package tsunagi.protocol;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/// Any block that 2.5 allows, with a liking for the edges of each range.
final class BlockArbitraries {
    static Arbitrary<Block> blocks() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, ProtocolLimits.MAX_INDEX),
                        integers(),
                        integers(),
                        texts(),
                        hashes(),
                        hashes(),
                        transactions())
                .as(Block::new);
    }

    static Arbitrary<Hash> hashes() {
        Arbitrary<Long> words = Arbitraries.longs();
        return Combinators.combine(words, words, words, words).as(Hash::new);
    }

    /// Whole code points, so that no surrogate is left alone; what must be escaped comes up often.
    static Arbitrary<String> texts() {
        Arbitrary<Integer> scalars = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x7f),
                Arbitraries.integers().between(0, 0x1f),
                Arbitraries.of('"', '\\', '/', '\u007f', '\u2028', '\u2029', '\ufeff')
                        .map(c -> (int) c),
                Arbitraries.integers().between(0x80, 0xd7ff),
                Arbitraries.integers().between(0xe000, 0x10ffff));
        return scalars.list().ofMaxSize(20).map(BlockArbitraries::text);
    }

    private static String text(List<Integer> codePoints) {
        StringBuilder out = new StringBuilder();
        codePoints.forEach(out::appendCodePoint);
        return out.toString();
    }

    private static Arbitrary<List<Transaction>> transactions() {
        return Combinators.combine(texts(), texts(), integers())
                .as(Transaction::new)
                .list()
                .ofMaxSize(5);
    }

    private static Arbitrary<Long> integers() {
        return Arbitraries.longs().between(0, ProtocolLimits.MAX_INT63);
    }

    private BlockArbitraries() {}
}
