package tsunagi.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Bytes as a value: immutable, equal by content.
public final class Octets {
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    public static Octets utf8(String text) {
        return new Octets(text.getBytes(UTF_8));
    }

    /// All of them, one after another.
    public static Octets join(List<Octets> pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Octets piece : pieces) out.writeBytes(piece.bytes);
        return new Octets(out.toByteArray());
    }

    public byte[] toArray() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    public boolean endsWithLf() {
        return bytes.length > 0 && bytes[bytes.length - 1] == '\n';
    }

    public Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /// Cut after each LF; what stands after the last one is dropped.
    public List<Octets> frames() {
        List<Octets> frames = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') continue;
            frames.add(slice(start, i + 1));
            start = i + 1;
        }
        return frames;
    }

    /// What the bytes say, if they are one block in canonical form.
    public WireBlock.Reading readBlock() {
        return WireBlock.read(bytes);
    }

    /// The block that a frame holds in any form that a receiver has to take (2.6);
    /// nothing if it holds none.
    public Optional<WireBlock> readLeniently() {
        return endsWithLf() && FrameReader.read(this) instanceof Reading.Block read
                ? Optional.of(read.block())
                : Optional.empty();
    }

    /// Whether the frame is of the kind of a block (2.1), whatever it holds.
    public boolean isBlockFrame() {
        return Frames.isBlock(bytes);
    }

    /// Whether the frame is of the kind of a chain request (2.1), whatever follows.
    public boolean asks() {
        return Frames.asks(bytes);
    }

    public boolean isRequest() {
        return Frames.isRequest(bytes);
    }

    /// The first place where the two differ; the length of the shorter one if that
    /// is the start of the other.
    public int firstDifference(Octets other) {
        int at = Arrays.mismatch(bytes, other.bytes);
        return at < 0 ? bytes.length : at;
    }

    /// On one line, cut to a readable length.
    public String brief(int limit) {
        return ByteText.brief(bytes, limit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// On one line, whole, as the notation writes bytes.
    @Override
    public String toString() {
        return ByteText.show(bytes);
    }
}
