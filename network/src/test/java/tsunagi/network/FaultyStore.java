package tsunagi.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import tsunagi.chain.ByteStore;
import tsunagi.chain.Chain;
import tsunagi.chain.HeapStore;
import tsunagi.chain.Quarantine;
import tsunagi.network.core.Mined;
import tsunagi.network.core.NetworkLimits;

/// A disk that does as it should until a test gives it something else to do.
final class FaultyStore implements ByteStore {
    /// What happens before an operation does what it should.
    @FunctionalInterface
    interface Fault {
        Fault NONE = () -> {};

        void strike() throws IOException;
    }

    private final HeapStore store = new HeapStore();
    private final AtomicInteger forces = new AtomicInteger();
    volatile Fault onAppend = Fault.NONE;
    volatile Fault onForce = Fault.NONE;
    volatile Fault onRead = Fault.NONE;
    volatile Fault onLongTransfer = Fault.NONE;

    /// A chain of genesis alone whose log is this store.
    Chain chain() throws IOException {
        return Chain.open(Mined.PARAMETERS, this, new HeapStore(), Quarantine.NONE)
                .chain();
    }

    /// How often it was forced.
    int forces() {
        return forces.get();
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public void append(ByteBuffer bytes) throws IOException {
        onAppend.strike();
        store.append(bytes);
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        onRead.strike();
        store.read(position, into);
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        onRead.strike();
        if (count > NetworkLimits.SMALL_PIECE_BYTES) onLongTransfer.strike();
        return store.transferTo(position, count, target);
    }

    @Override
    public boolean transferMayWait() {
        return false;
    }

    @Override
    public void truncate(long size) {
        store.truncate(size);
    }

    @Override
    public void force() throws IOException {
        forces.incrementAndGet();
        onForce.strike();
    }

    @Override
    public void close() {}
}
