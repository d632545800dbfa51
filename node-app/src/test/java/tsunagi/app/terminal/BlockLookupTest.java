package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Miner;
import tsunagi.network.Node;
import tsunagi.network.NodeOptions;
import tsunagi.protocol.Transaction;

class BlockLookupTest {
    private static final ChainParameters FREE = ChainParameters.book().withDifficulty(0);
    private static final String GENESIS =
            ChainParameters.book().genesis().hash().toString();

    private final Miner miner = new Miner(1);
    private Node node;
    private BlockProducer producer;
    private BlockLookup lookup;

    @BeforeEach
    void start() throws IOException {
        node = Node.start(new NodeOptions(0, List.of()), Chain.inMemory(FREE), event -> {});
        producer = new BlockProducer(node, miner, 0, () -> Instant.ofEpochSecond(1_700_000_000));
        lookup = new BlockLookup(node.chain());
    }

    @AfterEach
    void stop() throws IOException {
        miner.close();
        node.close();
    }

    private String answer(String which) throws IOException {
        return lookup.answer(which, 80);
    }

    @Test
    void aBlockIsShownWhole() throws Exception {
        String data = "a".repeat(300) + "\nsecond\u001b[2J\r\n  hash          faked";
        producer.produce("first");
        producer.produce(data, List.of(new Transaction("Alice\n", "ボブ", Long.MAX_VALUE)), () -> false);
        producer.produce("third");
        List<String> lines = answer("2").lines().toList();
        assertEquals(
                List.of(
                        "block 2",
                        "  hash          " + node.chain().at(2).orElseThrow().hash(),
                        "  previous      " + node.chain().at(1).orElseThrow().hash(),
                        "  time          2023-11-14T22:13:20Z (1700000000)",
                        "  nonce         " + node.chain().at(2).orElseThrow().nonce(),
                        "  on the chain  yes, 2 confirmations",
                        "  transactions  1",
                        "    Alice· → ボブ  9223372036854775807",
                        "  data          334 bytes, shown with the escapes of JSON",
                        "  | " + "a".repeat(300),
                        "  | second\\u001b[2J\\r",
                        "  |   hash          faked"),
                lines);
    }

    @Test
    void withoutAWordItIsTheTip() throws Exception {
        assertTrue(answer("").startsWith("block 0\n  hash          " + GENESIS), answer(""));
        producer.produce("");
        String tip = answer("");
        assertTrue(tip.startsWith("block 1\n  hash          " + node.tip().hash()), tip);
        assertTrue(
                tip.endsWith("  on the chain  yes, 1 confirmation\n  transactions  none\n  data          none"), tip);
    }

    @Test
    void genesisIsABlockToo() throws Exception {
        for (String which :
                List.of("0", GENESIS, GENESIS.substring(0, 9), GENESIS.toUpperCase(java.util.Locale.ROOT))) {
            String shown = answer(which);
            assertTrue(shown.contains("  | Hello, Zig Blockchain!"), shown);
            assertTrue(shown.contains("Alice → Bob  100"), shown);
        }
    }

    @Test
    void aHashIsFoundByItsFirstDigits() throws Exception {
        producer.produce("first");
        producer.produce("second, with \",\\\"hash\\\":\\\"" + "f".repeat(64));
        String hash = node.chain().at(1).orElseThrow().hash().toString();
        assertTrue(answer(hash).endsWith("| first"));
        assertTrue(answer(hash.substring(0, 20)).endsWith("| first"));
        assertTrue(
                answer(hash.substring(0, 20).toUpperCase(java.util.Locale.ROOT)).endsWith("| first"));
        assertEquals("no known block has a hash that begins with " + "f".repeat(64), answer("f".repeat(64)));
    }

    @Test
    void severalThatBeginAlikeAreListed() throws Exception {
        for (int i = 0; i < 400; i++) producer.produce("line " + i);
        List<String> lines = answer("a").lines().toList();
        assertEquals("more than one hash begins with a:", lines.getFirst());
        assertEquals("  and more; write more digits", lines.getLast());
        assertEquals(7, lines.size());
    }

    @Test
    void digitsWithAZeroInFrontAreTheBeginningOfAHash() throws Exception {
        for (int i = 1; i <= 6; i++) producer.produce("line " + i);
        for (String which : List.of("006", "000000006", "00")) {
            assertFalse(answer(which).endsWith("| line 6"), which);
        }
        String tip = node.tip().hash().toString();
        assertTrue(answer(tip).endsWith("| line 6"));
        assertTrue(answer("6").startsWith("block 6\n"));
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        producer.produce("first");
        assertEquals(
                "there is no block 4294967295, because the tip is block 1; and no known block has a hash that begins"
                        + " with 4294967295",
                answer("4294967295"));
    }
}
