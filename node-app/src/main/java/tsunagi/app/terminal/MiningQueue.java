package tsunagi.app.terminal;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import tsunagi.app.mining.BlockProducer;
import tsunagi.protocol.Transaction;

/// Mines what was typed, in its order, while the typing goes on.
final class MiningQueue {
    /// A person types no faster; what is pasted beyond it waits for its turn.
    static final int MAX_WAITING_LINES = 1_000;

    private record Request(String data, List<Transaction> transactions) {}

    private final BlockProducer producer;
    private final BiConsumer<String, List<Transaction>> refusals;
    private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MAX_WAITING_LINES);
    private final AtomicInteger waiting = new AtomicInteger();

    /// @param refusals told why a line cannot be mined, and which transactions were to go with it
    MiningQueue(BlockProducer producer, BiConsumer<String, List<Transaction>> refusals) {
        this.producer = producer;
        this.refusals = refusals;
    }

    void start() {
        Thread.ofVirtual().name("typed-lines").start(this::mineAll);
    }

    /// Waits while the queue is full.
    void add(String data, List<Transaction> transactions) throws InterruptedException {
        waiting.incrementAndGet();
        requests.put(new Request(data, transactions));
    }

    /// How many lines wait, the one that is being mined included.
    int waiting() {
        return waiting.get();
    }

    private void mineAll() {
        try {
            while (mine(requests.take())) waiting.decrementAndGet();
        } catch (IOException e) {
            // The node's log has failed, which is told where the node ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return whether there is a node to mine for any more
    private boolean mine(Request request) throws IOException, InterruptedException {
        BlockProducer.Outcome outcome = producer.produce(request.data(), request.transactions(), () -> false);
        return switch (outcome) {
            case BlockProducer.Mined mined -> true;
            case BlockProducer.Refused refused -> {
                refusals.accept(refused.why(), request.transactions());
                yield true;
            }
            case BlockProducer.Stopped stopped -> false;
            case BlockProducer.GivenUp left -> false;
        };
    }
}
