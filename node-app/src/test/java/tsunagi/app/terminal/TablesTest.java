package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tsunagi.network.PeerName;
import tsunagi.network.PeerView;
import tsunagi.network.core.Direction;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.protocol.Transaction;

class TablesTest {
    @Test
    void blocksAreShownWithTheNewestLast() {
        Transaction one = new Transaction("a", "b", 1);
        Block first = new Block(1, 0, 0, "one", Hash.ZERO, Hash.ZERO, List.of(one, new Transaction("c\n", "ボブ", 2)));
        Block second = new Block(2, Long.MAX_VALUE, 0, "two", Hash.ZERO, Hash.ZERO, List.of());
        Block third = new Block(3, 0, 0, "長い".repeat(50), Hash.ZERO, Hash.ZERO, Collections.nCopies(5, one));
        assertEquals(
                List.of(
                        "         1  000000000000…  1970-01-01T00:00:00Z  one  +2 transactions",
                        "            a → b  1",
                        "            c· → ボブ  2",
                        "         2  000000000000…  9223372036854775807  two",
                        "         3  000000000000…  1970-01-01T00:00:00Z  長い長い長い長い長い長い長い長い長い長い長い長い長い長い長…  +5 transactions",
                        "            a → b  1",
                        "            a → b  1",
                        "            a → b  1",
                        "            and 2 more transactions; /block 3 shows them"),
                Tables.blocks(List.of(third, second, first), 127).lines().toList());
        assertEquals("genesis alone", Tables.blocks(List.of(), 80));
    }

    @Test
    void whatStrangersWroteCannotSteerTheTerminal() {
        assertEquals("·[2J red·right·", PlainText.harmless("\u001b[2J red\u202eright\n"));
        assertEquals("·[2J red·right·", PlainText.harmless("\u001b[2J red\u202eright\n", 48));
    }

    @Test
    void emojiStayWhatTheyAre() {
        String family = "\ud83d\udc68\ud83c\udffd\u200d\ud83d\udc69\u200d\u2764\ufe0f\u200d\ud83d\udd25 か\u3099";
        assertEquals(family, PlainText.harmless(family));
        assertEquals("a·b·", PlainText.harmless("a\u200db\u200b"));
    }

    @ParameterizedTest
    @CsvSource({
        "12345678,8,12345678",
        "123456789,8,1234567…",
        "一二三四,8,一二三四",
        "一二三四五,8,一二三…",
        "一二三四五,9,一二三四…",
        "a一二三四,8,a一二三…",
        "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00,8,\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00",
        "123456789,0,1234567…"
    })
    void aTextIsCutToColumnsAndNotToCharacters(String text, int columns, String shown) {
        assertEquals(shown, PlainText.harmless(text, columns));
    }

    @Test
    void peersAreShownWithWhatTheyDid() {
        PeerName name = new PeerName(1, "10.0.0.1:8000", Direction.OUTBOUND);
        PeerView good = new PeerView(name, Duration.ofSeconds(3723), 1234, 9, 17, 5_000, 0, 0);
        PeerView bad = new PeerView(name, Duration.ofDays(2), 0, 0, 0, 0, 270, 7);
        assertEquals(
                List.of(
                        "→10.0.0.1:8000              1:02:03  1,234 blocks in, 17 out",
                        "→10.0.0.1:8000           2d 0:00:00  0 blocks in, 0 out, 270 bytes behind, 7 points of misbehaviour"),
                Tables.peers(List.of(good, bad)).lines().toList());
        PeerView single = new PeerView(name, Duration.ofSeconds(1), 1, 0, 1, 0, 1, 1);
        assertEquals(
                "→10.0.0.1:8000              0:00:01  1 block in, 1 out, 1 byte behind, 1 point of misbehaviour",
                Tables.peers(List.of(single)));
        assertEquals("no peer is connected", Tables.peers(List.of()));
    }

    @Test
    void collectedTransactionsAreShown() {
        assertEquals("no transaction is collected", Tables.collected(List.of()));
        assertEquals(
                List.of("for the next block:", "  Alice → Bob  100"),
                Tables.collected(List.of(new Transaction("Alice", "Bob", 100)))
                        .lines()
                        .toList());
    }
}
