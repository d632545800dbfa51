package tsunagi.network;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import tsunagi.network.core.NetworkLimits;

/// The few large buffers that all readers share. Each is made when it is first asked for, and lent
/// only to a connection with bytes waiting to fill it.
final class ReadBuffers {
    private final Semaphore free = new Semaphore(NetworkLimits.LARGE_READ_BUFFERS);
    private final Queue<ByteBuffer> spare = new ConcurrentLinkedQueue<>();

    /// A buffer of [NetworkLimits#LARGE_READ_BUFFER_BYTES], to be given back;
    /// nothing if all are lent.
    Optional<ByteBuffer> borrow() {
        if (!free.tryAcquire()) return Optional.empty();
        ByteBuffer buffer = spare.poll();
        return Optional.of(buffer == null ? ByteBuffer.allocate(NetworkLimits.LARGE_READ_BUFFER_BYTES) : buffer);
    }

    void giveBack(ByteBuffer buffer) {
        spare.add(buffer);
        free.release();
    }
}
