package tsunagi.simulation.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tsunagi.simulation.time.Agenda;

/// One end of a connection, as the program that has it sees it. Bytes arrive late and in any
/// pieces, but in order, or not at all.
public final class Socket {
    /// Who uses this end.
    public interface Owner {
        /// Bytes came; they are read at once.
        void arrived(ByteBuffer bytes) throws IOException;

        /// The other end sends no more (1.5).
        default void inputEnded() throws IOException {}

        /// The window was full and has room again.
        void writable() throws IOException;

        /// The connection has ended.
        void lost() throws IOException;
    }

    private static final Owner NOBODY = new Owner() {
        @Override
        public void arrived(ByteBuffer bytes) {}

        @Override
        public void writable() {}

        @Override
        public void lost() {}
    };

    private final Agenda agenda;
    private final RandomGenerator random;
    private final Quality quality;
    private @Nullable Socket other;
    private Owner owner = NOBODY;
    private boolean open = true;
    private boolean broken;
    private int onTheWay;
    private long bytesWritten;
    private long lastArrival;
    private long heldUntil;
    private final Deque<byte[]> pieces = new ArrayDeque<>();

    private Socket(Agenda agenda, RandomGenerator random, Quality quality) {
        this.agenda = agenda;
        this.random = random;
        this.quality = quality;
    }

    /// A connection; this is one end and [#other] the other.
    static Socket connect(Agenda agenda, RandomGenerator random, Quality quality) {
        Socket one = new Socket(agenda, random, quality);
        Socket other = new Socket(agenda, random, quality);
        one.other = other;
        other.other = one;
        return one;
    }

    Socket other() {
        if (other == null) throw new IllegalStateException("a socket without another end");
        return other;
    }

    /// The listener from now on.
    public void ownedBy(Owner newOwner) {
        owner = newOwner;
    }

    public boolean isOpen() {
        return open;
    }

    /// All that was ever written to it, in bytes.
    public long bytesWritten() {
        return bytesWritten;
    }

    /// Takes as much of it as the window has room for.
    ///
    /// @return how many bytes were taken
    public int write(ByteBuffer bytes) {
        if (!open) return 0;
        int count = Math.min(bytes.remaining(), quality.windowBytes() - onTheWay);
        int first = quality.splits() && count > 1 && random.nextInt(4) == 0 ? random.nextInt(1, count) : count;
        send(bytes, first);
        send(bytes, count - first);
        bytesWritten += count;
        return count;
    }

    private void send(ByteBuffer bytes, int count) {
        if (count == 0) return;
        byte[] piece = new byte[count];
        bytes.get(piece);
        onTheWay += count;
        pieces.addLast(piece);
        long earliest = Math.max(lastArrival, agenda.now() + quality.latencyNanos());
        lastArrival = earliest + count * quality.nanosPerByte();
        agenda.at(lastArrival, this::deliverNext);
    }

    /// There is one of these on the agenda for each piece; whichever comes
    /// first delivers the first.
    private void deliverNext() throws IOException {
        if (broken) return;
        if (agenda.now() < heldUntil) {
            agenda.at(heldUntil, this::deliverNext);
            return;
        }
        byte[] piece = pieces.removeFirst();
        boolean wasFull = onTheWay >= quality.windowBytes();
        onTheWay -= piece.length;
        Socket reader = other();
        if (reader.open) reader.owner.arrived(ByteBuffer.wrap(piece));
        if (wasFull && open) owner.writable();
    }

    /// The other end reads nothing for a while; what was on the way arrives after that, in order.
    public void holdUp(long nanos) {
        heldUntil = Math.max(heldUntil, agenda.now() + nanos);
        lastArrival = Math.max(lastArrival, heldUntil);
    }

    /// The program at this end reads nothing for a while.
    public void holdUpInput(long nanos) {
        other().holdUp(nanos);
    }

    /// The program sends no more, and still reads (1.5).
    public void closeOutput() {
        Socket reader = other();
        agenda.at(Math.max(lastArrival, agenda.now() + quality.latencyNanos()), () -> {
            if (reader.open && !broken) reader.owner.inputEnded();
        });
    }

    /// The program closes this end. What it wrote still arrives.
    public void close() {
        if (!open) return;
        open = false;
        owner = NOBODY;
        Socket reader = other();
        agenda.at(Math.max(lastArrival, agenda.now() + quality.latencyNanos()), reader::hangUp);
    }

    /// The connection is lost; what is on the way is lost with it.
    ///
    /// @param hereAfterNanos  until this end notices
    /// @param thereAfterNanos until the other one does
    public void breakOff(long hereAfterNanos, long thereAfterNanos) {
        broken = true;
        other().broken = true;
        agenda.after(hereAfterNanos, this::hangUp);
        agenda.after(thereAfterNanos, other()::hangUp);
    }

    private void hangUp() throws IOException {
        if (!open) return;
        open = false;
        Owner told = owner;
        owner = NOBODY;
        told.lost();
    }
}
