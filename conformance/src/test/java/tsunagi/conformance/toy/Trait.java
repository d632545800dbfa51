package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is wrong with a toy: one defect, or nothing.
record Trait(@Nullable Defect defect) {
    static final Trait NONE = new Trait(null);

    boolean is(Defect asked) {
        return asked.equals(defect);
    }

    /// Its place in a row, from 1, or 0 if it is none of them.
    int place(List<? extends Defect> row) {
        return defect == null ? 0 : row.indexOf(defect) + 1;
    }

    /// Whether it is the one for this number, of a row that begins with the one for 1.
    boolean is(List<? extends Defect> row, long number) {
        return number >= 1 && number <= row.size() && is(row.get((int) number - 1));
    }

    /// Whether a peer of this place, from 0, is one too many for a task.
    boolean passesOver(Reach.Task task, int place) {
        return defect instanceof Reach reach && reach.task() == task && place >= reach.peers();
    }

    /// Whether a careless reader is loose in this way too.
    boolean isLoose(String way) {
        return defect instanceof Misreading misreading && misreading.looseness().equals(way);
    }

    /// What it takes a frame for.
    byte[] misread(byte[] frame) {
        return defect instanceof Misreading misreading ? misreading.rewritten(frame) : frame;
    }

    /// In which texts come and go.
    Charset charset() {
        return isLoose("bytes") ? ISO_8859_1 : UTF_8;
    }

    /// A text as it is hashed (3.1).
    byte[] encoded(String text) {
        if (!isLoose("surrogates")) return text.getBytes(charset());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> out.writeBytes(threeBytes(c)));
        return out.toByteArray();
    }

    private static byte[] threeBytes(int c) {
        if (c < 0xd800 || c > 0xdfff) return Character.toString(c).getBytes(UTF_8);
        return new byte[] {(byte) (0xe0 | (c >> 12)), (byte) (0x80 | ((c >> 6) & 0x3f)), (byte) (0x80 | (c & 0x3f))};
    }
}
