package tsunagi.conformance.toy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// What a toy knows when it starts again: the frames of its blocks, in the
/// order in which they joined.
final class ToyLog {
    private final Path file;
    private final Trait trait;
    private final boolean firstRun;

    ToyLog(Path file, Trait trait) {
        this.file = file;
        this.trait = trait;
        firstRun = !Files.exists(file);
    }

    /// The frames, LF included.
    List<byte[]> frames() throws IOException {
        List<byte[]> frames = new ArrayList<>();
        if (!Files.exists(file) || trait.is(LateMutant.FORGETS_ITS_CHAIN)) return frames;
        long read = 0;
        for (String line : Files.readAllLines(file)) {
            byte[] frame = (line + "\n").getBytes(UTF_8);
            read += frame.length;
            if (read > 256 << 10 && trait.is(StateMutant.READS_256_KIB_OF_ITS_LOG)) break;
            frames.add(frame);
        }
        return frames;
    }

    /// @param ended whether the node has ended, so that its directory may be gone
    void append(List<ToyBlock> blocks, BooleanSupplier ended) {
        if (!firstRun && trait.is(Mutant.LOGS_ITS_FIRST_RUN_ONLY)) return;
        for (ToyBlock block : blocks) {
            try {
                byte[] frame = ToyWriter.frame(block, trait);
                Files.write(file, frame, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                if (!ended.getAsBoolean()) throw new IllegalStateException("the toy cannot write its log", e);
            }
        }
    }
}
