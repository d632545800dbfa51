package tsunagi.app;

import java.io.IOError;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Log lines on their way to the operator. One thread writes them and may block there for as long
/// as it likes: a reader that stops reading, as a stalled connection or Ctrl-S does, must not stop
/// a node. Lines that do not fit meanwhile are dropped and counted.
final class LogQueue {
    /// About ten thousand lines.
    static final int MAX_CHARACTERS = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<String> lines = new ArrayDeque<>();
    private final LongConsumer losses;
    private volatile Consumer<String> sink;
    private int characters;
    private long dropped;
    private boolean writing;
    private boolean dead;

    /// @param sink   where the lines go, one by one
    /// @param losses hears how many lines were dropped, once there is room again
    LogQueue(Consumer<String> sink, LongConsumer losses) {
        this.sink = sink;
        this.losses = losses;
    }

    /// Begins to write.
    LogQueue start() {
        Thread.ofPlatform().daemon().name("log").start(this::writeAll);
        return this;
    }

    /// From now on, lines go there.
    void redirect(Consumer<String> newSink) {
        sink = newSink;
    }

    /// Takes a line, or drops it. Never waits for the reader, unless the thread that writes has
    /// died: then the last lines, which say so, go to standard error.
    void add(String line) {
        lock.lock();
        try {
            if (dead) {
                System.err.print(line);
                return;
            }
            if (characters + line.length() > MAX_CHARACTERS && !lines.isEmpty()) {
                dropped++;
                return;
            }
            lines.add(line);
            characters += line.length();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until all lines are written, or time is up.
    void drain(Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!dead && (writing || !lines.isEmpty()) && left > 0) left = changed.awaitNanos(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// Writes until the thread that does so dies.
    void writeAll() {
        try {
            while (true) {
                String line = next();
                write(line);
                report(written());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            die();
        }
    }

    /// Ends all waiting for this thread.
    private void die() {
        lock.lock();
        try {
            dead = true;
            lines.forEach(System.err::print);
            lines.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private String next() throws InterruptedException {
        lock.lock();
        try {
            while (lines.isEmpty()) changed.await();
            String line = lines.remove();
            characters -= line.length();
            writing = true;
            return line;
        } finally {
            lock.unlock();
        }
    }

    /// A terminal that is being closed takes no more lines; standard error does.
    private void write(String line) {
        try {
            sink.accept(line);
        } catch (RuntimeException | IOError e) {
            System.err.print(line);
        }
    }

    /// Returns how many lines were dropped, once the last of those that were kept is written.
    private long written() {
        lock.lock();
        try {
            writing = false;
            changed.signalAll();
            if (!lines.isEmpty()) return 0;
            long count = dropped;
            dropped = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    private void report(long count) {
        if (count > 0) losses.accept(count);
    }
}
