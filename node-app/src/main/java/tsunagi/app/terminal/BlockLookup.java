package tsunagi.app.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tsunagi.app.words.Decimal;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.OffChain;
import tsunagi.chain.Tip;
import tsunagi.network.ChainView;
import tsunagi.network.LogSearch;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// Finds the block that `/block` asks for: by height, or by the first digits of its
/// hash, also off the chain.
final class BlockLookup {
    /// If more begin alike, more digits are asked for.
    static final int MOST_SHOWN = 5;

    /// How many of the blocks off the chain are looked at that are in no log.
    private static final int OFF_CHAIN = 1_000;

    private final ChainView chain;
    private final Block genesis = ChainParameters.book().genesis();

    BlockLookup(ChainView chain) {
        this.chain = chain;
    }

    /// The block in full, or why there is none.
    ///
    /// @param which a height, the beginning of a hash, or nothing for the tip
    String answer(String which, int columns) throws IOException {
        if (which.isEmpty()) return shown(at(chain.tip().index()).orElse(genesis));
        OptionalLong height = Decimal.of(which);
        Optional<Block> byHeight = height.isPresent() ? at(height.getAsLong()) : Optional.empty();
        if (byHeight.isPresent()) return shown(byHeight.get());
        List<Block> found = startingWith(which.toLowerCase(Locale.ROOT));
        if (found.size() == 1) return shown(found.getFirst());
        if (found.isEmpty()) return nothing(which);
        StringBuilder out = new StringBuilder("more than one hash begins with ")
                .append(which)
                .append(':');
        found.stream()
                .limit(MOST_SHOWN)
                .forEach(block -> out.append(System.lineSeparator())
                        .append(Tables.note(
                                "  " + block.hash().toString().substring(0, Tables.HASH_DIGITS) + "…  ",
                                block,
                                columns)));
        if (found.size() > MOST_SHOWN) out.append(System.lineSeparator()).append("  and more; write more digits");
        return out.toString();
    }

    private String nothing(String which) {
        String text = "no known block has a hash that begins with " + which;
        return Decimal.of(which).isPresent()
                ? "there is no block " + which + ", because the tip is block "
                        + chain.tip().index() + "; and " + text
                : text;
    }

    private Optional<Block> at(long height) throws IOException {
        return height == 0 ? Optional.of(genesis) : chain.at(height);
    }

    private String shown(Block block) throws IOException {
        boolean onChain = block.index() == 0 || chain.holds(new Tip(block.index(), block.hash()));
        return WholeBlock.words(block, onChain ? chain.tip().index() - block.index() + 1 : 0);
    }

    private List<Block> startingWith(String digits) throws IOException {
        Map<Hash, Block> found = new LinkedHashMap<>();
        if (genesis.hash().toString().startsWith(digits)) found.put(genesis.hash(), genesis);
        LogSearch search = chain.search((",\"hash\":\"" + digits).getBytes(UTF_8));
        while (!search.isDone() && found.size() <= MOST_SHOWN) {
            for (Block block :
                    search.next(MOST_SHOWN + 1, b -> b.hash().toString().startsWith(digits))) {
                found.put(block.hash(), block);
            }
        }
        for (OffChain.Entry entry : chain.offChain(OFF_CHAIN).highest()) {
            if (found.size() > MOST_SHOWN) break;
            if (!entry.hash().toString().startsWith(digits) || found.containsKey(entry.hash())) continue;
            chain.offChain(entry.hash()).ifPresent(block -> found.put(block.hash(), block));
        }
        return List.copyOf(found.values());
    }
}
