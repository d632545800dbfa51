package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tsunagi.protocol.Transaction;

class TypedTest {
    @ParameterizedTest
    @ValueSource(strings = {" ", "hello", " hello", "a /mine b", "繋ぎ"})
    void aLineWithoutASlashAtItsStartIsTheDataOfABlock(String line) {
        assertEquals(new Typed.Data(line), Typed.of(line));
    }

    @Test
    void anEmptyLineAsksForNothing() {
        assertEquals(new Typed.Nothing(), Typed.of(""));
    }

    @Test
    void mineTakesTheRestOfTheLineAsItIs() {
        assertEquals(new Typed.Data("/tx  is no command here "), Typed.of("/mine /tx  is no command here "));
        assertEquals(new Typed.Data(""), Typed.of("/mine"));
        assertEquals(new Typed.Data(""), Typed.of("/mine "));
        assertEquals(new Typed.Data(" /x"), Typed.of("  /mine  /x"));
    }

    @Test
    void commandsAreKnown() {
        assertEquals(new Typed.Help(), Typed.of("/help"));
        assertEquals(new Typed.ShowPeers(), Typed.of("/peers "));
        assertEquals(new Typed.ShowPeers(), Typed.of(" \t/peers"));
        assertEquals(new Typed.ClearCollected(), Typed.of("/tx clear"));
        assertEquals(new Typed.ShowChain(10), Typed.of("/chain"));
        assertEquals(new Typed.ShowChain(1000), Typed.of("/chain 1000"));
        assertEquals(new Typed.ShowBlock(""), Typed.of(" /block "));
        assertEquals(new Typed.ShowBlock("4294967295"), Typed.of("/block 4294967295"));
        assertEquals(new Typed.ShowBlock("00aF"), Typed.of("/block  00aF"));
        assertEquals(new Typed.ShowCollected(), Typed.of("/tx"));
        assertEquals(
                new Typed.Collect(new Transaction("Alice", "Bob", Long.MAX_VALUE)),
                Typed.of("/tx Alice  Bob 9223372036854775807"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /tx "Alice A" Bob 5          | Alice A         | Bob
                    /tx Alice "Bob B" 5          | Alice           | Bob B
                    /tx "" Bob 5                 | ''              | Bob
                    /tx "a  b" "c" 5             | a  b            | c
                    /tx "say \\"hi\\"" b\\c 5 | say "hi"        | b\\c
                    /tx "a\\\\" b 5             | a\\            | b
                    /tx O"Brien b 5             | O"Brien         | b
                    /tx clear Bob 5             | clear           | Bob
                    """)
    void aNameWithBlanksStandsInQuotes(String line, String sender, String receiver) {
        assertEquals(new Typed.Collect(new Transaction(sender, receiver, 5)), Typed.of(line));
    }

    @ParameterizedTest
    @CsvSource({
        "/tx \"Alice A Bob 5, no closing quote",
        "/tx \"Alice\"A Bob 5, a blank after",
        "/tx clear all, three words",
        "/tx Alice Bob ٥, three words",
        "/help me, /help stands alone",
        "/peers all, /peers stands alone",
        "/chain 0, n is 1 to 1000",
        "/chain 1001, n is 1 to 1000",
        "/chain 99999999999999999999, n is 1 to 1000",
        "/chain x, n is 1 to 1000",
        "/chain 1 2, n is 1 to 1000",
        "/block -1, /block [height or hash]",
        "/chain 010, without leading zeros",
        "/tx Alice Bob 010, without leading zeros",
        "/block 1 2, /block [height or hash]",
        "/block xyz, /block [height or hash]",
        "/block ٥, /block [height or hash]",
        "/tx Alice Bob, three words",
        "/tx Alice Bob -1, three words",
        "/tx Alice Bob 9223372036854775808, three words",
        "/tx Alice Bob 1 2, three words",
        "/quit, there is no /quit",
        "/, there is no /"
    })
    void whatIsNoCommandIsToldAndNotMined(String line, String why) {
        String told = assertInstanceOf(Typed.Wrong.class, Typed.of(line)).why();
        assertTrue(told.contains(why), told);
    }
}
