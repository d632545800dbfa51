package tsunagi.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Whatever is found as a log, a start makes a chain of it: it never fails, every byte is kept, and
/// the next start finds nothing to do and the same chain. For a fuzzer that calls it by its name.
public final class RecoveryFuzz {
    private static final ChainParameters PARAMETERS = Branches.FREE.parameters();

    /// Starts on the input, twice.
    ///
    /// @param input what is in `chain.log`
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        SimulatedDisk disk = SimulatedDisk.empty();
        try (ByteStore log = disk.open(LogFiles.LOG)) {
            log.append(ByteBuffer.wrap(input));
        }
        Chain.Opened opened = start(disk);
        byte[] log = disk.bytes(LogFiles.LOG);
        byte[] cut = opened.report().cutKeptAt().map(disk::bytes).orElse(new byte[0]);
        if (!Arrays.equals(input, joined(log, cut))) throw new AssertionError("bytes are lost");
        if (opened.report().cutBytes() != cut.length) throw new AssertionError("not told what was cut");

        Chain.Opened again = start(disk);
        if (again.report().cutKeptAt().isPresent()) throw new AssertionError("cut twice");
        if (!again.chain().tip().equals(opened.chain().tip())) throw new AssertionError("another chain");
        if (Answers.blocks(Answers.answer(again.chain())).size()
                != again.chain().tip().index()) {
            throw new AssertionError("the chain is not as long as it is high");
        }
    }

    private static Chain.Opened start(SimulatedDisk disk) throws IOException {
        return new LogFiles(disk, CheckpointSizes.USUAL).open(PARAMETERS);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private RecoveryFuzz() {}
}
