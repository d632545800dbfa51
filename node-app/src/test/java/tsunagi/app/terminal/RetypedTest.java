package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Tip;
import tsunagi.protocol.Block;
import tsunagi.protocol.Transaction;

/// What to type so that a block is mined again.
class RetypedTest {
    private static Block block(String data, Transaction... transactions) {
        return new Tip(0, ChainParameters.book().genesis().hash()).child(data, List.of(transactions), 1_700_000_000L);
    }

    /// Typing the lines gives the same data and transactions.
    private static void survives(Block block) {
        List<Transaction> collected = new ArrayList<>();
        String data = null;
        for (String line : Retyped.lines(block).orElseThrow()) {
            switch (Typed.of(line)) {
                case Typed.Collect collect -> collected.add(collect.transaction());
                case Typed.Data typed -> data = typed.text();
                default -> throw new AssertionError(line);
            }
        }
        assertEquals(block.data(), data);
        assertEquals(block.transactions(), collected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                " blanks at both ends ",
                "/slash line",
                "  /help",
                "/mine",
                "a → b · c  5",
                "\"quoted\"",
                "back\\slash",
                "日本語 👨‍👩‍👧",
                "#",
                "'"
            })
    void whatCanBeTypedIsTypedAsItWas(String data) {
        survives(block(data));
    }

    @Test
    void namesAreQuotedWhereTheyHaveTo() {
        Block block = block(
                "text",
                new Transaction("A → B", "C · D", 5),
                new Transaction("", "\"q\"", 0),
                new Transaction("a\\b", "c d\\", Long.MAX_VALUE));
        survives(block);
        assertEquals(
                "/tx \"A → B\" \"C · D\" 5", Retyped.lines(block).orElseThrow().getFirst());
    }

    @Test
    void whatATerminalCannotTakeIsJson() {
        Block block = block("r2\tbbb\u200b\r\n\\", new Transaction("a\u0000", "\"", 7));
        assertEquals(Optional.empty(), Retyped.lines(block));
        assertEquals(
                "{\"data\":\"r2\\tbbb\\u200b\\r\\n\\\\\",\"transactions\":[{\"sender\":\"a\\u0000\",\"receiver\":\"\\\"\",\"amount\":7}]}",
                Retyped.json(block));
    }
}
