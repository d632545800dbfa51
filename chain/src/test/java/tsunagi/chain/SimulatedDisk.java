package tsunagi.chain;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tsunagi.chain.DiskChange.Deleted;
import tsunagi.chain.DiskChange.Forced;
import tsunagi.chain.DiskChange.Named;
import tsunagi.chain.DiskChange.NamesForced;
import tsunagi.chain.DiskChange.Renamed;
import tsunagi.chain.DiskChange.Truncated;
import tsunagi.chain.DiskChange.Written;

/// A disk whose power can go at any moment, afterwards: it writes down every change, and can say
/// what would be left if the power had gone after any of them.
///
/// What was forced before that moment is left. Of what was not, [PowerLoss] says what is.
final class SimulatedDisk implements Directory {
    /// The unit in which a disk writes: of one write, some sectors may arrive and others not.
    private static final int SECTOR_BYTES = 512;

    /// What becomes of changes that were not forced.
    enum PowerLoss {
        /// All of them are left: the process was killed, the platform lives.
        KEEPS_ALL,
        LOSES_ALL,
        /// They are left up to some byte.
        TEARS,
        /// The file is as long as it was, and full of zeros where it was written.
        ZEROES,
        /// Some sectors are left and some are not, later ones without earlier ones.
        REORDERS,
        /// What was written is something else.
        GARBLES;

        /// Whether what is left is what was there at some earlier moment.
        boolean leavesAPast() {
            return this == KEEPS_ALL || this == LOSES_ALL || this == TEARS;
        }
    }

    private final DiskContents base;
    private final DiskContents present;
    private final List<DiskChange> journal = new ArrayList<>();

    private SimulatedDisk(DiskContents base) {
        this.base = base;
        this.present = base.copy();
    }

    static SimulatedDisk empty() {
        return new SimulatedDisk(new DiskContents());
    }

    /// How many changes there were: the power can go after none of them, after each, and after all.
    int changes() {
        return journal.size();
    }

    /// Whether change number `n` (from 0) was to the file that has, or once had, this name.
    boolean isWriteTo(String name, int n) {
        Integer file = present.names.get(name);
        return journal.get(n) instanceof Written written && file != null && file == written.number();
    }

    /// The disk that one finds when the power goes after the first `changes` changes.
    SimulatedDisk afterPowerLoss(int changes, PowerLoss loss, Random random) {
        Map<Integer, Integer> forcedAt = new HashMap<>();
        int namesForcedAt = -1;
        for (int i = 0; i < changes; i++) {
            if (journal.get(i) instanceof Forced forced) forcedAt.put(forced.number(), i);
            if (journal.get(i) instanceof NamesForced) namesForcedAt = i;
        }
        DiskContents left = base.copy();
        List<DiskChange> unforced = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            DiskChange change = journal.get(i);
            int forced = change.file().isPresent()
                    ? forcedAt.getOrDefault(change.file().getAsInt(), -1)
                    : namesForcedAt;
            if (i < forced) left.apply(change);
            else unforced.add(change);
        }
        leave(unforced, left, loss, random);
        return new SimulatedDisk(left);
    }

    private static void leave(List<DiskChange> unforced, DiskContents left, PowerLoss loss, Random random) {
        int torn = loss == PowerLoss.TEARS && !unforced.isEmpty() ? random.nextInt(unforced.size()) : -1;
        for (int i = 0; i < unforced.size(); i++) {
            DiskChange change = unforced.get(i);
            switch (loss) {
                case KEEPS_ALL -> left.apply(change);
                case LOSES_ALL -> {}
                case TEARS -> {
                    if (i < torn) left.apply(change);
                    else if (i == torn && change instanceof Written written) left.apply(start(written, random));
                }
                case ZEROES -> left.apply(change instanceof Written written ? zeroed(written) : change);
                case REORDERS -> applySome(change, left, random);
                case GARBLES -> left.apply(change instanceof Written written ? garbled(written, random) : change);
            }
        }
    }

    private static Written start(Written written, Random random) {
        return part(written, 0, random.nextInt(written.bytes().limit() + 1));
    }

    private static Written part(Written written, int from, int to) {
        return new Written(
                written.number(), written.at() + from, written.bytes().slice(from, to - from));
    }

    private static Written zeroed(Written written) {
        return new Written(
                written.number(),
                written.at(),
                ByteBuffer.allocate(written.bytes().limit()));
    }

    private static Written garbled(Written written, Random random) {
        byte[] noise = new byte[written.bytes().limit()];
        random.nextBytes(noise);
        return new Written(written.number(), written.at(), ByteBuffer.wrap(noise));
    }

    private static void applySome(DiskChange change, DiskContents left, Random random) {
        if (!(change instanceof Written written)) {
            if (random.nextBoolean()) left.apply(change);
            return;
        }
        int length = written.bytes().limit();
        for (int from = 0; from < length; ) {
            int sectorEnd = ((written.at() + from) / SECTOR_BYTES + 1) * SECTOR_BYTES - written.at();
            int to = Math.min(length, sectorEnd);
            if (random.nextBoolean()) left.apply(part(written, from, to));
            from = to;
        }
    }

    /// A file's bytes; nothing if there is no such file.
    byte[] bytes(String name) {
        return holds(name) ? present.file(number(name)).bytes() : new byte[0];
    }

    private int number(String name) {
        return Objects.requireNonNull(present.names.get(name));
    }

    List<String> names() {
        return List.copyOf(present.names.keySet());
    }

    private void change(DiskChange change) {
        journal.add(change);
        present.apply(change);
    }

    @Override
    public ByteStore open(String name) {
        if (!present.names.containsKey(name)) change(new Named(name, present.unusedNumber()));
        return new OpenFile(number(name));
    }

    @Override
    public boolean holds(String name) {
        return present.names.containsKey(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        if (!holds(from)) throw new FileNotFoundException(from);
        change(new Renamed(from, to));
    }

    @Override
    public void delete(String name) {
        change(new Deleted(name));
    }

    @Override
    public void force() {
        change(new NamesForced());
    }

    @Override
    public String place(String name) {
        return name;
    }

    private final class OpenFile implements ByteStore {
        private final int file;

        private OpenFile(int file) {
            this.file = file;
        }

        private DiskContents.Bytes bytes() {
            return present.file(file);
        }

        @Override
        public long size() {
            return bytes().size();
        }

        @Override
        public void append(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            change(new Written(file, bytes().size(), ByteBuffer.wrap(copy)));
        }

        @Override
        public void read(long position, ByteBuffer into) throws IOException {
            if (position + into.remaining() > size()) throw new EOFException();
            into.put(bytes().data(), (int) position, into.remaining());
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
            int length = (int) Math.min(count, size() - position);
            return target.write(ByteBuffer.wrap(bytes().data(), (int) position, length));
        }

        @Override
        public void truncate(long size) {
            change(new Truncated(file, (int) size));
        }

        @Override
        public void force() {
            change(new Forced(file));
        }

        @Override
        public void close() {}
    }
}
