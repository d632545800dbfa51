package tsunagi.simulation.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import tsunagi.chain.ByteStore;

/// One file on a disk whose power may go: what was forced stays, and of what was not, anything
/// may be left ([TailDamage]).
public final class SimulatedDisk implements ByteStore {
    private static final int FIRST_BYTES = 512;

    private final Power power;
    private byte[] bytes = new byte[0];
    private int size;
    private int durable;
    private byte[] truncatedAway = new byte[0];

    /// One with a power of its own.
    public SimulatedDisk() {
        this(new Power());
    }

    SimulatedDisk(Power power) {
        this.power = power;
    }

    @Override
    public long size() {
        return size;
    }

    /// How many bytes from the start are sure to be there after a crash.
    public int durable() {
        return durable;
    }

    /// A copy of the first bytes.
    public byte[] prefix(int length) {
        return Arrays.copyOf(bytes, length);
    }

    /// Whether the file begins with these bytes.
    public boolean startsWith(byte[] prefix) {
        return size >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }

    /// The power goes in the middle of the write (append, truncation or force) that many from now.
    ///
    /// @param writes 1 for the next one
    public void failAfter(int writes) {
        power.failAfter(writes, false);
    }

    /// The power stays.
    public void failNoMore() {
        power.on();
    }

    /// A crash: what was not forced is damaged. The disk works again afterwards.
    ///
    /// @return what became of it
    public TailDamage crash(RandomGenerator random) {
        power.on();
        TailDamage damage = TailDamage.any(random);
        byte[] tail = damage.apply(Arrays.copyOfRange(bytes, durable, size), truncatedAway, random);
        size = durable;
        put(tail, tail.length);
        settle();
        return damage;
    }

    @Override
    public void append(ByteBuffer source) throws IOException {
        byte[] added = new byte[source.remaining()];
        source.get(added);
        boolean wasOff = power.isOff();
        if (power.fails()) {
            if (!wasOff && power.isOff()) put(added, added.length / 2);
            throw power.failure();
        }
        put(added, added.length);
    }

    private void put(byte[] added, int count) {
        if (size + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, Math.max(size + count, bytes.length * 2)));
        }
        System.arraycopy(added, 0, bytes, size, count);
        size += count;
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
        if (position + into.remaining() > size) throw new EOFException("the file ends at " + size);
        into.put(bytes, (int) position, into.remaining());
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        if (position >= size) return 0;
        return target.write(ByteBuffer.wrap(bytes, (int) position, (int) Math.min(count, size - position)));
    }

    @Override
    public void truncate(long newSize) throws IOException {
        if (power.fails()) throw power.failure();
        if (newSize < durable) {
            truncatedAway = Arrays.copyOfRange(bytes, (int) newSize, durable);
            durable = (int) newSize;
        }
        size = (int) newSize;
    }

    @Override
    public void force() throws IOException {
        if (power.fails()) throw power.failure();
        settle();
    }

    private void settle() {
        durable = size;
        truncatedAway = new byte[0];
    }

    @Override
    public void close() {
        // A machine that is off has closed its files.
    }
}
