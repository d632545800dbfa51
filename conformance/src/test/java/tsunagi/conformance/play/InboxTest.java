package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.wire.Octets;

/// Frames that wait for the player.
class InboxTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final int MORE_THAN_FIT = 30_000;

    private final Inbox inbox = new Inbox(frame -> frame);

    /// Pushes frames as a connection's reader does, which waits while there is no room.
    private CompletableFuture<Void> reader() {
        return CompletableFuture.runAsync(() -> {
            byte[] frame = "x\n".getBytes(UTF_8);
            for (int i = 0; i < MORE_THAN_FIT && inbox.awaitRoom(); i++) inbox.push(frame, frame.length);
            inbox.end("over");
        });
    }

    @Test
    void aReaderThatWaitedForRoomGoesOnWhenFramesAreTaken() {
        CompletableFuture<Void> reader = reader();
        for (int i = 0; i < MORE_THAN_FIT; i++) assertInstanceOf(Inbox.Frame.class, inbox.take(Deadline.in(DEADLINE)));
        assertInstanceOf(Inbox.Ended.class, inbox.take(Deadline.in(DEADLINE)));
        reader.join();
    }

    @Test
    void aReaderThatWaitedForRoomGoesOnWhenAllIsTaken() {
        CompletableFuture<Void> reader = reader();
        int taken = 0;
        while (inbox.take(Deadline.in(DEADLINE)) instanceof Inbox.Frame)
            taken += 1 + inbox.takeWaiting().size();
        assertEquals(MORE_THAN_FIT, taken);
        assertEquals(List.of(), inbox.takeWaiting());
        reader.join();
    }

    @Test
    void aReaderThatWaitedForRoomGoesOnWhenAnAnswerIsTakenOut() {
        long asked = System.nanoTime();
        CompletableFuture<Void> reader = reader();
        List<Octets> answer = Collections.nCopies(MORE_THAN_FIT, Octets.utf8("x\n"));
        assertTrue(inbox.takeAll(answer, asked, Deadline.in(DEADLINE)));
        reader.join();
        assertEquals(List.of(), inbox.waiting());
    }

    @Test
    void whatCameBeforeAQuestionIsNoAnswerToIt() {
        inbox.push("tip\n".getBytes(UTF_8), 4);
        long asked = System.nanoTime();
        List<Octets> answer = List.of(Octets.utf8("tip\n"));
        assertFalse(inbox.takeAll(answer, asked, Deadline.in(Duration.ZERO)));
        inbox.push("tip\n".getBytes(UTF_8), 4);
        assertTrue(inbox.takeAll(answer, asked, Deadline.in(DEADLINE)));
        assertEquals(answer, inbox.waiting());
    }
}
