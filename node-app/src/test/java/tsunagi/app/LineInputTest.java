package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tsunagi.app.LineInput.Empty;
import tsunagi.app.LineInput.Input;
import tsunagi.app.LineInput.Line;
import tsunagi.app.LineInput.Unusable;

class LineInputTest {
    private static final int LIMIT = 8;

    @Test
    void everyLineCountsTheUnfinishedToo() throws IOException {
        assertEquals(List.of(new Line("a"), new Line(" "), new Line("bc")), read("a\n \nbc"));
        assertEquals(List.of(), read(""));
    }

    @Test
    void aLineOfNoBytesIsNoData() throws IOException {
        assertEquals(List.of(new Line("a"), new Empty(), new Line("bc")), read("a\n\nbc"));
        assertEquals(List.of(new Empty()), read("\n"));
        assertEquals(List.of(new Empty(), new Empty(), new Line("\r")), read("\r\n\r\n\r\r\n"));
    }

    @Test
    void aCarriageReturnBeforeTheLineFeedBelongsToTheLinesEnd() throws IOException {
        assertEquals(List.of(new Line("a"), new Line("b\rc")), read("a\r\nb\rc\r\n"));
    }

    @Test
    void aLineOfTheLimitIsALineAndOneByteMoreIsNot() throws IOException {
        assertEquals(List.of(new Line("12345678"), new Line("12345678")), read("12345678\n12345678\r\n"));
        List<Input> tooLong = read("123456789\nnext\n");
        assertInstanceOf(Unusable.class, tooLong.getFirst());
        assertEquals(new Line("next"), tooLong.getLast());
    }

    @Test
    void anEndlessLineIsReadToItsEndButNotKept() throws IOException {
        List<Input> inputs = read("x".repeat(1_000_000) + "\nnext");
        assertInstanceOf(Unusable.class, inputs.getFirst());
        assertEquals(new Line("next"), inputs.getLast());
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedNotReplaced() throws IOException {
        LineInput lines = new LineInput(new ByteArrayInputStream(new byte[] {'a', (byte) 0xff, '\n'}), LIMIT);
        assertInstanceOf(Unusable.class, lines.next().orElseThrow());
    }

    private static List<Input> read(String text) throws IOException {
        LineInput lines = new LineInput(new ByteArrayInputStream(text.getBytes(UTF_8)), LIMIT);
        List<Input> all = new ArrayList<>();
        for (Optional<Input> line = lines.next(); line.isPresent(); line = lines.next()) all.add(line.get());
        return all;
    }
}
