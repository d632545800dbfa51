package tsunagi.conformance.container;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/// Lines of the console, for the thread that writes them to a container.
final class StandardInput extends InputStream {
    private final Deque<byte[]> written = new ArrayDeque<>();
    private boolean ended;

    synchronized void add(byte[] bytes) throws IOException {
        if (ended) throw new IOException("the node's input has ended");
        if (bytes.length > 0) written.add(bytes);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// Waits for as long as nothing is written.
    @Override
    public synchronized int read(byte[] into, int offset, int length) throws IOException {
        try {
            while (written.isEmpty() && !ended) wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        byte[] first = written.poll();
        if (first == null) return -1;
        int taken = Math.min(length, first.length);
        System.arraycopy(first, 0, into, offset, taken);
        if (taken < first.length) written.addFirst(Arrays.copyOfRange(first, taken, first.length));
        return taken;
    }
}
