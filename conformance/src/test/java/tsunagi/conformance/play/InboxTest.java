package tsunagi.conformance.play;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InboxTest {
    /// More readers than processors, none of which ever has to wait.
    @Test
    void aFloodKeepsNobodyFromHearingThatTimeIsUp() throws Exception {
        Inbox inbox = new Inbox(frame -> false);
        byte[] flood = "FLOOD\n".repeat(100).getBytes(UTF_8);
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            Thread.ofVirtual().start(() -> {
                while (!over.get()) inbox.push(flood, flood.length);
            });
        }
        try {
            FutureTask<Inbox.Arrival> arrival = new FutureTask<>(() -> inbox.take(Deadline.in(Duration.ofMillis(200))));
            Thread.ofVirtual().start(arrival);
            assertInstanceOf(Inbox.Late.class, arrival.get(20, TimeUnit.SECONDS));
        } finally {
            over.set(true);
        }
    }
}
