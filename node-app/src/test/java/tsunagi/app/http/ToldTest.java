package tsunagi.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of an event stream for those who come back.
class ToldTest {
    private final Told told = new Told("run", 3);

    private Optional<List<String>> since(String id) {
        return told.since(id)
                .map(messages -> messages.stream()
                        .map(message -> new String(message, UTF_8))
                        .toList());
    }

    @Test
    void whatFollowedAMessageIsToldAgainWithItsId() {
        told.add("a");
        assertEquals("id: run-1\n", told.idLine());
        told.add("b");
        told.add("c");
        assertEquals(Optional.of(List.of("id: run-2\nb", "id: run-3\nc")), since("run-1"));
        assertEquals(Optional.of(List.of()), since("run-3"));
    }

    @Test
    void whoseNextMessageIsGoneHasMissedSome() {
        for (String text : List.of("a", "b", "c", "d")) told.add(text);
        assertEquals(Optional.empty(), since("run-0"));
        assertEquals(3, since("run-1").orElseThrow().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "run", "run-", "run-x", "run-1x", "run-99", "other-1", "run--1", "run-9999999999999999999"})
    void whatIsNoIdOfThisRunResumesNothing(String id) {
        told.add("a");
        assertEquals(Optional.empty(), since(id));
    }

    @Test
    void beforeTheFirstMessageThereIsNothingToTellAgain() {
        assertEquals(Optional.of(List.of()), since("run-0"));
    }
}
