package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tsunagi.chain.SimulatedDisk.PowerLoss;
import tsunagi.protocol.Block;

/// Cuts the power after every single change that a [CrashHistory] made to its disk, in every way in
/// which power goes, starts on what is left, and cuts it again at every step of that start.
///
/// | must hold after each start | |
/// | --- | --- |
/// | promised | what was durable when the power went is in the log, byte for byte |
/// | prefix | the active chain is one that was active at some time, or the beginning of one |
/// | past | if what is left is what was there at some moment, so is the chain |
/// | nothing silent | every byte of the log is there still, in it or in a quarantine file |
/// | goes on | it takes the next block, and has it after another start |
final class CrashTrial {
    /// How a node opens what is on its disk.
    @FunctionalInterface
    interface Start {
        Chain.Opened on(Directory disk) throws IOException;
    }

    /// What was tried.
    ///
    /// @param cutPoints moments at which the power was cut, times the ways in which it went
    /// @param cutTwice  moments of the starts that followed at which it was cut again
    record Tried(int cutPoints, int cutTwice) {
        Tried plus(Tried more) {
            return new Tried(cutPoints + more.cutPoints, cutTwice + more.cutTwice);
        }
    }

    private static final List<PowerLoss> WAYS = List.of(PowerLoss.values());

    private final CrashHistory history;
    private final Start start;
    private final Random random;

    CrashTrial(CrashHistory history, Start start, Random random) {
        this.history = history;
        this.start = start;
        this.random = random;
    }

    /// @throws AssertionError if anything is lost
    Tried cutEverywhere() throws IOException {
        Tried tried = new Tried(0, 0);
        for (int changes = 0; changes <= history.disk().changes(); changes++) {
            for (PowerLoss loss : WAYS) tried = tried.plus(cutAfter(changes, loss));
        }
        return tried;
    }

    private Tried cutAfter(int changes, PowerLoss loss) throws IOException {
        String moment =
                loss + " after change " + changes + " of " + history.disk().changes();
        SimulatedDisk left = history.disk().afterPowerLoss(changes, loss, random);
        try {
            return started(changes, loss, left, moment);
        } catch (IOException e) {
            throw new AssertionError(moment + ": the start believed what is not there", e);
        }
    }

    private Tried started(int changes, PowerLoss loss, SimulatedDisk left, String moment) throws IOException {
        byte[] logBefore = left.bytes(LogFiles.LOG);
        Chain.Opened opened = start.on(left);
        int changesOfStart = left.changes();
        try (Chain chain = opened.chain()) {
            Tip tip = chain.tip();
            checkPromised(changes, left, tip, moment);
            checkPrefix(chain, moment);
            Kept.prove(chain);
            if (loss.leavesAPast()) {
                assertEquals(history.tipAt(opened.report().found().validEnd()), tip, moment);
            }
            checkNothingSilent(logBefore, left, moment);
            checkGoesOn(chain, left, moment);
            boolean wasCut = opened.report().cutKeptAt().isPresent();
            return new Tried(1, wasCut ? cutDuringStart(left, changesOfStart, logBefore, tip, moment) : 0);
        }
    }

    /// The start was cut off in turn; the one after it must come to where it would have come.
    private int cutDuringStart(SimulatedDisk left, int changesOfStart, byte[] logBefore, Tip tip, String first)
            throws IOException {
        int cuts = 0;
        for (int changes = 0; changes <= changesOfStart; changes++) {
            if (changes > 0 && left.isWriteTo(LogFiles.INDEX, changes - 1)) continue;
            PowerLoss loss = WAYS.get(random.nextInt(WAYS.size()));
            String moment = first + ", then " + loss + " after change " + changes + " of the start";
            SimulatedDisk leftAgain = left.afterPowerLoss(changes, loss, random);
            try (Chain chain = start.on(leftAgain).chain()) {
                assertEquals(tip, chain.tip(), moment);
                checkNothingSilent(logBefore, leftAgain, moment);
            }
            cuts++;
        }
        return cuts;
    }

    private void checkPromised(int changes, SimulatedDisk left, Tip tip, String moment) {
        int promised = (int) history.promisedEndAfter(changes);
        byte[] log = left.bytes(LogFiles.LOG);
        assertTrue(log.length >= promised, () -> moment + ": " + promised + " bytes promised, left " + log.length);
        byte[] written = history.disk().bytes(LogFiles.LOG);
        assertArrayEquals(Arrays.copyOf(written, promised), Arrays.copyOf(log, promised), moment);
        long height = history.tipAt(promised).index();
        assertTrue(tip.index() >= height, () -> moment + ": height " + height + " promised, left " + tip.index());
    }

    private void checkPrefix(Chain chain, String moment) throws IOException {
        for (Block block : Answers.blocks(Answers.answer(chain))) {
            assertEquals(history.block(block.hash()), block, moment);
        }
    }

    private static void checkNothingSilent(byte[] before, SimulatedDisk left, String moment) {
        byte[] log = left.bytes(LogFiles.LOG);
        assertArrayEquals(Arrays.copyOf(before, log.length), log, moment);
        byte[] cut = Arrays.copyOfRange(before, log.length, before.length);
        boolean kept = cut.length == 0
                || left.names().stream()
                        .filter(name -> name.startsWith(LogFiles.LOG + ".cut-at-" + log.length))
                        .anyMatch(name -> Arrays.equals(cut, left.bytes(name)));
        assertTrue(kept, () -> moment + ": " + cut.length + " bytes are neither in the log nor in quarantine");
    }

    private void checkGoesOn(Chain chain, SimulatedDisk left, String moment) throws IOException {
        Block parent = history.block(chain.tip().hash());
        Block next = Branches.FREE.child(parent, "after the crash");
        assertTrue(chain.add(next, Origin.LOCAL) instanceof AddResult.Joined, moment);
        chain.log().force();
        SimulatedDisk later = left.afterPowerLoss(left.changes(), PowerLoss.LOSES_ALL, random);
        try (Chain again = start.on(later).chain()) {
            assertEquals(next.hash(), again.tip().hash(), moment);
        }
    }
}
