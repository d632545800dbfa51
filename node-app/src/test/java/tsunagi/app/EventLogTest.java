package tsunagi.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.chain.AddResult;
import tsunagi.network.NodeEvent;
import tsunagi.network.PeerName;
import tsunagi.network.core.Direction;

/// Which lines strangers can use up, and which they cannot.
class EventLogTest {
    private static final Logger LOGGER = (Logger) Logging.LOG;

    /// Other tests log at the same time, but not about these.
    private static final PeerName POLLER = new PeerName(1, "192.0.2.1:1", Direction.INBOUND);
    private static final PeerName SENDER = new PeerName(2, "192.0.2.2:2", Direction.INBOUND);

    private final EventLog log = new EventLog(System.nanoTime());
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.setContext(LOGGER.getLoggerContext());
        appender.start();
        LOGGER.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.detachAppender(appender);
    }

    private List<String> about(PeerName peer) {
        return lines.stream().filter(line -> line.contains(peer.address())).toList();
    }

    @Test
    void whoConnectsOverAndOverDoesNotUseUpTheLineThatSaysWhyABlockIsRefused() {
        for (int i = 0; i < 1_000; i++) log.accept(new NodeEvent.PeerConnected(POLLER));
        AddResult wrong = new AddResult.Rejected(AddResult.Rejection.WRONG_HASH);
        for (int i = 0; i < 1_000; i++) log.accept(new NodeEvent.BlockNotJoined(SENDER, 7, wrong));
        assertEquals(60, about(POLLER).size());
        assertEquals(30, about(SENDER).size());
        assertEquals(
                SENDER + ": block 7 is not valid: its hash member is not its hash (3.2)",
                about(SENDER).getFirst());
    }

    @Test
    void aNodeThatCannotAcceptSaysSoOnceAMinuteAndLeavesRoomForOtherWarnings() {
        String why = "Too many open files, says the test";
        for (int i = 0; i < 1_000; i++) log.accept(new NodeEvent.AcceptFailed(why));
        assertEquals(
                List.of("cannot accept connections: " + why
                        + "; the node tries again until it can; allow the process more open files (ulimit -n)"),
                lines.stream().filter(line -> line.contains(why)).toList());
        log.accept(new NodeEvent.FrameUnknown(SENDER, "HELLO"));
        AddResult wrong = new AddResult.Rejected(AddResult.Rejection.WRONG_HASH);
        log.accept(new NodeEvent.BlockNotJoined(SENDER, 8, wrong));
        assertEquals(2, about(SENDER).size());
    }

    @Test
    void oneIsNoPlural() {
        log.accept(new NodeEvent.PeerTurnedAway("192.0.2.3:3", 1));
        log.accept(new NodeEvent.ShareTaken("192.0.2.3:3", 1));
        assertEquals(
                List.of(
                        "192.0.2.3:3 was rejected: the limit of 1 inbound peer is reached",
                        "192.0.2.3:3 was rejected: its address has 1 connection"),
                lines.stream().filter(line -> line.contains("192.0.2.3")).toList());
    }
}
