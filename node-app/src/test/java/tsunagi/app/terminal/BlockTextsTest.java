package tsunagi.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tsunagi.app.mining.BlockProducer;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.Miner;
import tsunagi.network.Node;
import tsunagi.network.NodeEvent;
import tsunagi.network.NodeOptions;
import tsunagi.network.PeerAddress;
import tsunagi.protocol.Transaction;

/// What is shown of the blocks of two nodes that meet.
class BlockTextsTest {
    private static final ChainParameters FREE = ChainParameters.book().withDifficulty(0);

    private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> logged = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> there = new LinkedBlockingQueue<>();
    private final Miner miner = new Miner(1);
    private Node here;
    private Node other;
    private BlockTexts texts;
    private BlockProducer mine;
    private BlockProducer theirs;

    @BeforeEach
    void start() throws IOException {
        CompletableFuture<BlockTexts> heard = new CompletableFuture<>();
        here = Node.start(new NodeOptions(0, List.of()), Chain.inMemory(FREE), event -> {
            if (heard.isDone()) heard.join().accept(event);
        });
        other = Node.start(new NodeOptions(0, List.of()), Chain.inMemory(FREE), event -> {
            if (event instanceof NodeEvent.BlockJoined joined)
                there.add("tip " + joined.tip().index());
        });
        Logger logger = new LoggerContext().getLogger("texts");
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                logged.add(event.getLevel() + " " + event.getFormattedMessage());
            }
        };
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        texts = new BlockTexts(here, logger).start();
        texts.showOn(() -> 40, notes::add);
        heard.complete(texts);
        mine = new BlockProducer(here, miner, 0, InstantSource.system());
        mine.watch(texts);
        theirs = new BlockProducer(other, miner, 0, InstantSource.system());
    }

    @AfterEach
    void stop() throws IOException {
        miner.close();
        here.close();
        other.close();
    }

    private static String next(BlockingQueue<String> lines) throws InterruptedException {
        String line = lines.poll(20, TimeUnit.SECONDS);
        assertNotNull(line, "no line came");
        return line;
    }

    private void meet() throws IOException {
        here.dial(new PeerAddress("127.0.0.1", other.port()));
    }

    @Test
    void aBlockThatArrivesIsShownOnOneLineThatFitsTheTerminal() throws Exception {
        meet();
        theirs.produce("hello\n\u001b[2Jthere");
        assertEquals("  block 1: hello··[2Jthere", next(notes));
        theirs.produce("長い日本語の文章がここにあります。まだ続きます。", List.of(new Transaction("a", "b", 1)), () -> false);
        assertEquals("  block 2: 長い日本語の文章がここにあ…", next(notes));
        mine.produce("what is typed here is seen already");
        assertEquals("tip 3", next(there));
        theirs.produce("fourth");
        assertEquals("  block 4: fourth", next(notes));
    }

    @Test
    void ofManyBlocksAtOnceOnlyTheLastIsShown() throws Exception {
        for (int i = 1; i <= 50; i++) theirs.produce("line " + i);
        meet();
        List<String> shown = new ArrayList<>();
        do {
            shown.add(next(notes));
        } while (!shown.getLast().equals("  block 50: line 50"));
        assertTrue(shown.size() <= 20, shown.toString());
    }

    @Test
    void ownLinesThatAReorganisationTookOffAreLoggedWhole() throws Exception {
        String text = "mine, which is longer than any terminal that shows it is wide, and then some";
        mine.produce("first");
        mine.produce(text, List.of(new Transaction("Alice A", "Bob", 5)), () -> false);
        for (int i = 1; i <= 3; i++) theirs.produce("theirs " + i);
        meet();
        assertEquals("WARN block 1, mined here, left the chain; it was: first", next(logged));
        assertEquals("WARN block 2, mined here, left the chain; line 1 of 2 was: /tx \"Alice A\" Bob 5", next(logged));
        assertEquals("WARN block 2, mined here, left the chain; line 2 of 2 was: " + text, next(logged));
        List<String> shown = new ArrayList<>();
        do {
            shown.add(next(notes));
        } while (!shown.getLast().equals("  block 3: theirs 3"));
        assertTrue(shown.stream().noneMatch(line -> line.contains("gone")), "told twice: " + shown);
        mine.produce("typed again");
        assertEquals(4, here.tip().index());
    }

    /// As after a restart: which of them were mined here is not known any more.
    @Test
    void otherLinesThatAReorganisationTookOffAreShown() throws Exception {
        BlockProducer unwatched = new BlockProducer(here, miner, 0, InstantSource.system());
        for (int i = 1; i <= 7; i++) unwatched.produce("mine, which is longer than the terminal is wide " + i);
        for (int i = 1; i <= 8; i++) theirs.produce("theirs " + i);
        meet();
        List<String> shown = new ArrayList<>();
        do {
            shown.add(next(notes));
        } while (!shown.getLast().equals("  block 8: theirs 8"));
        List<String> gone = shown.stream().filter(line -> line.contains("gone")).toList();
        assertEquals(BlockTexts.MOST_TOGETHER, gone.size());
        assertEquals("  gone: block 7: mine, which is longer…", gone.getLast());
        assertTrue(logged.isEmpty(), logged.toString());
    }
}
