package tsunagi.conformance.toy;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.Golden;
import tsunagi.conformance.script.Scenario;
import tsunagi.conformance.toy.ToyJson.Malformed;
import tsunagi.conformance.wire.Octets;

/// A damaged frame that fails its hash anyway tests nothing. So each one carries work for what some
/// careless reader makes of it, each lenient one for what every reader has to.
class DamageTest {
    /// The frame with the name that a transcript gives it.
    private record Frame(String name, Octets bytes) {}

    /// Those that took a frame last stand first: mostly they take its neighbours too.
    private final List<Defect> careless = new ArrayList<>(Defect.all());

    @Test
    void aRefusedFrameHasWorkForACarelessReaderAndNoMeaningForACorrectOne() throws IOException {
        List<String> idle = new ArrayList<>();
        List<String> lenient = new ArrayList<>();
        List<Frame> frames = frames("2.7");
        for (Frame frame : frames) {
            if (hasWork(frame, Trait.NONE)) lenient.add(frame.name());
            if (!isTakenBySome(frame)) idle.add(frame.name());
        }
        assertEquals(List.of(), idle);
        assertEquals(List.of(), lenient);
        assertTrue(frames.size() > 2_600, frames.size() + " frames");
    }

    private boolean isTakenBySome(Frame frame) {
        for (Defect reader : List.copyOf(careless)) {
            if (!hasWork(frame, new Trait(reader))) continue;
            careless.remove(reader);
            careless.addFirst(reader);
            return true;
        }
        return false;
    }

    @Test
    void aLenientFrameHasWorkForACorrectReader() throws IOException {
        List<Frame> frames = frames("2.6");
        assertEquals(
                List.of(),
                frames.stream()
                        .filter(frame -> !hasWork(frame, Trait.NONE))
                        .map(Frame::name)
                        .toList());
        assertTrue(frames.size() > 10, frames.size() + " frames");
    }

    /// What `bytes` lines of the transcripts for one rule, and not for the other of both,
    /// define as frames of blocks.
    private static List<Frame> frames(String rule) throws IOException {
        List<Frame> frames = new ArrayList<>();
        for (Scenario scenario : Golden.read(Path.of("../golden")).scenarios()) {
            boolean other = scenario.rules().contains(rule.equals("2.6") ? "2.7" : "2.6");
            if (!scenario.rules().contains(rule) || other) continue;
            Set<String> damaged = scenario.source().stream()
                    .filter(line -> line.startsWith("bytes"))
                    .map(line -> line.split("\\s+", 3)[1])
                    .collect(toSet());
            for (Map.Entry<String, Octets> entry : scenario.names().entrySet()) {
                if (damaged.contains(entry.getKey()) && isOneFrame(entry.getValue()))
                    frames.add(new Frame(scenario.id() + " " + entry.getKey(), entry.getValue()));
            }
        }
        return frames;
    }

    /// Several in one name are there to be passed over, and hold no block at all.
    private static boolean isOneFrame(Octets bytes) {
        return bytes.isBlockFrame() && bytes.frames().size() == 1;
    }

    private static boolean hasWork(Frame frame, Trait trait) {
        try {
            return new ToyReader(trait).block(frame.bytes().toArray()).hasWork(trait);
        } catch (Malformed e) {
            return false;
        }
    }
}
