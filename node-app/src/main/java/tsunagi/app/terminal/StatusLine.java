package tsunagi.app.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tsunagi.network.PeerView;
import tsunagi.network.RivalView;

/// The line under the prompt: height, peers, how the sync or the mining goes. A terminal that
/// cannot keep a line at its bottom has none.
final class StatusLine implements Closeable {
    /// Often enough to see things move, too seldom to be a load.
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Prompt prompt;
    private final TerminalConsole.Surroundings around;
    private final MiningQueue queue;
    private final CountDownLatch closed = new CountDownLatch(1);
    private String shown = "";

    StatusLine(Prompt prompt, TerminalConsole.Surroundings around, MiningQueue queue) {
        this.prompt = prompt;
        this.around = around;
        this.queue = queue;
    }

    void start() {
        Thread.ofVirtual().name("status-line").start(this::keepUp);
    }

    private void keepUp() {
        try {
            Progress.Moment before = moment();
            do {
                Progress.Moment now = moment();
                show(Progress.words(before, now));
                before = now;
            } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (IOException e) {
            // The node has ended, and the program is about to.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Progress.Moment moment() throws IOException {
        List<PeerView> peers = around.node().peers();
        long highest = peers.stream().mapToLong(PeerView::highestIn).max().orElse(0);
        int waiting = queue.waiting();
        return new Progress.Moment(
                System.nanoTime(),
                around.node().tip().index(),
                highest,
                around.node().rivals().stream().max(Comparator.comparingLong(RivalView::height)),
                peers.size(),
                waiting,
                waiting > 0 ? around.hashRate().getAsDouble() : 0);
    }

    private synchronized void show(String words) {
        if (closed.getCount() == 0 || words.equals(shown)) return;
        shown = words;
        prompt.status(List.of(words));
    }

    /// Takes the line away.
    @Override
    public synchronized void close() {
        closed.countDown();
        prompt.status(List.of());
    }
}
