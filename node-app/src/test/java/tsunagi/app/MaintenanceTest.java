package tsunagi.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tsunagi.app.Maintenance.Report;
import tsunagi.chain.AddResult;
import tsunagi.chain.Chain;
import tsunagi.chain.ChainParameters;
import tsunagi.chain.DataDirectory;
import tsunagi.chain.Origin;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;

/// `--verify` says exactly what is there and changes nothing; `--repair` leaves a whole log, and
/// says what it left out and where that is.
class MaintenanceTest {
    private static final ChainParameters FREE = ChainParameters.book().withDifficulty(0);

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void threeBlocks() throws IOException {
        log = directory.resolve("chain.log");
        try (DataDirectory data = DataDirectory.open(directory);
                Chain chain = data.openChain(FREE).chain()) {
            for (int i = 1; i <= 3; i++) {
                Block block = chain.tip().child("block " + i, List.of(), 0);
                Hash hash = block.withProof(0, Hash.ZERO).computeHash();
                assertTrue(chain.add(block.withProof(0, hash), Origin.LOCAL) instanceof AddResult.Joined);
            }
        }
    }

    @Test
    void aWholeLogIsCalledWhole() throws IOException {
        Report report = Maintenance.verify(directory, FREE);
        assertTrue(report.isWhole());
        assertSays(report, directory + " is whole", Files.size(log) + " bytes, 3 blocks", "height 3, tip ");
        assertFalse(report.text().contains("damage"), report.text());
    }

    @Test
    void aTornEndIsDamageWithItsPlace() throws IOException {
        long end = Files.size(log);
        Files.writeString(log, "BLOCK:{\"index\":4,", APPEND);
        Report report = Maintenance.verify(directory, FREE);
        assertFalse(report.isWhole());
        assertSays(report, "is damaged", "damage        at byte " + end + ", 17 bytes: the start of a frame");
        assertSays(report, "height 3", "17 bytes after the last whole block, from byte " + end);
    }

    @Test
    void damageInTheMiddleLeavesBlocksHanging() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.write(log, List.of(lines.get(0), "\0".repeat(20), lines.get(2)));
        Report report = Maintenance.verify(directory, FREE);
        int at = lines.get(0).length() + 1;
        assertSays(report, "height 1", "orphans       1 block", "damage        at byte " + at + ", 21 bytes: no frame");
        assertFalse(report.isWhole());
    }

    @Test
    void aMissingBlockIsDamageEvenWhenEveryByteIsOfSomeBlock() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.write(log, List.of(lines.get(0), lines.get(2), lines.get(0)));
        Report report = Maintenance.verify(directory, FREE);
        assertFalse(report.isWhole());
        assertSays(report, "height 1", "orphans       1 block", "passed over   1 block");
    }

    @Test
    void ofMuchDamageTheFirstIsToldAndTheRestCounted() throws IOException {
        List<String> lines = Files.readAllLines(log);
        for (int i = 0; i < 30; i++) Files.writeString(log, "x\n" + lines.get(0) + "\n", APPEND);
        Report report = Maintenance.verify(directory, FREE);
        assertSays(report, "at 10 more places");
        assertEquals(
                21,
                report.text().lines().filter(line -> line.contains("damage  ")).count());
    }

    @Test
    void verifyingChangesNothing() throws IOException {
        Files.writeString(log, "torn", APPEND);
        Files.delete(directory.resolve("lock"));
        Map<String, String> before = contents();
        Maintenance.verify(directory, FREE);
        assertEquals(before, contents());
    }

    @Test
    void repairingMovesTheEndAndLeavesAWholeLog() throws IOException {
        byte[] whole = Files.readAllBytes(log);
        Files.writeString(log, "torn", APPEND);
        Report report = Maintenance.repair(directory, FREE);
        Path kept = directory.resolve("chain.log.cut-at-" + whole.length);
        assertSays(report, "moved 4 bytes from byte " + whole.length + " on to " + kept, "is now whole", "height 3");
        assertTrue(report.isWhole());
        assertArrayEquals(whole, Files.readAllBytes(log));
        assertEquals("torn", Files.readString(kept));
        assertTrue(Maintenance.verify(directory, FREE).isWhole());
        assertSays(Maintenance.repair(directory, FREE), "nothing to cut off", "is now whole");
    }

    @Test
    void repairingTakesDamageOutOfTheMiddle() throws IOException {
        List<String> lines = Files.readAllLines(log);
        String torn = lines.get(1).substring(0, 40);
        Files.writeString(log, lines.get(0) + "\n" + torn + lines.get(1) + "\n" + lines.get(2) + "\n");
        Report report = Maintenance.repair(directory, FREE);
        Path damage = directory.resolve("chain.log.damage-cut-by-repair");
        assertSays(
                report,
                "nothing to cut off",
                "rewrote the log with 3 blocks",
                "left out 40 bytes that are no block now in " + damage,
                "is now whole",
                "height 3");
        assertEquals(lines, Files.readAllLines(log));
        assertEquals(torn, Files.readString(damage));
        assertTrue(report.isWhole());
        assertTrue(Maintenance.verify(directory, FREE).isWhole());
    }

    @Test
    void blocksWithoutAncestorsAreKeptAsANodeCanBeGivenThem() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.write(log, List.of(lines.get(0), "\0", lines.get(2)));
        Report report = Maintenance.repair(directory, FREE);
        Path others = directory.resolve("chain.log.blocks-cut-by-repair");
        assertSays(
                report,
                "rewrote the log with 1 block",
                "left out 2 bytes that are no block",
                "left out 1 block without ancestors or there twice now in " + others,
                "is now whole",
                "height 1");
        assertEquals(lines.get(2) + "\n", Files.readString(others));
        assertTrue(Maintenance.verify(directory, FREE).isWhole());
    }

    @Test
    void aSecondRepairOverwritesNothingOfTheFirst() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.write(log, List.of("first", lines.get(0)));
        Maintenance.repair(directory, FREE);
        Files.write(log, List.of("second", lines.get(0)));
        Maintenance.repair(directory, FREE);
        assertEquals("first\n", Files.readString(directory.resolve("chain.log.damage-cut-by-repair")));
        assertEquals("second\n", Files.readString(directory.resolve("chain.log.damage-cut-by-repair.2")));
    }

    /// The disk may be full, or somebody else's; a directory at the name stands in for it.
    @Test
    void aRepairThatFailsLeavesTheLogAsItWas() throws IOException {
        List<String> lines = Files.readAllLines(log);
        Files.write(log, List.of("x", lines.get(0)));
        byte[] before = Files.readAllBytes(log);
        Files.createDirectory(directory.resolve("chain.log.repaired.partial"));
        assertRefuses("cannot be rewritten", () -> Maintenance.repair(directory, FREE));
        assertArrayEquals(before, Files.readAllBytes(log));
    }

    @Test
    void aRepairThatFailsSaysWhereTheEndWent() throws IOException {
        List<String> lines = Files.readAllLines(log);
        byte[] whole = ("x\n" + lines.get(0) + "\n").getBytes(UTF_8);
        Files.write(log, whole);
        Files.writeString(log, "torn", APPEND);
        Files.createDirectory(directory.resolve("chain.log.repaired.partial"));
        Path kept = directory.resolve("chain.log.cut-at-" + whole.length);
        assertRefuses(" on to " + kept + "; after that: ", () -> Maintenance.repair(directory, FREE));
        assertEquals("torn", Files.readString(kept));
        assertArrayEquals(whole, Files.readAllBytes(log));
    }

    @Test
    void whoHoldsADirectoryMayLookIntoIt() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            assertEquals(3, data.inspect(FREE).tip().index());
        }
    }

    @Test
    void bothRefuseWhileANodeUsesTheDirectory() throws IOException {
        try (DataDirectory data = DataDirectory.open(directory)) {
            data.openChain(FREE).chain().close();
            String inUse = "the data directory " + directory + " is in use by another node; stop that one first";
            assertRefuses(inUse, () -> Maintenance.verify(directory, FREE));
            assertRefuses(inUse, () -> Maintenance.repair(directory, FREE));
        }
    }

    @Test
    void whatIsNoDataDirectoryIsRefusedAndLeftAlone() throws IOException {
        Path other = Files.createDirectory(directory.resolve("photos"));
        assertRefuses(other + " is no data directory", () -> Maintenance.verify(other, FREE));
        assertRefuses(other + " is no data directory", () -> Maintenance.repair(other, FREE));
        Path nowhere = directory.resolve("nowhere");
        assertRefuses("there is no directory " + nowhere, () -> Maintenance.verify(nowhere, FREE));
        assertRefuses("there is no directory " + nowhere, () -> Maintenance.repair(nowhere, FREE));
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(List.of(), files.toList());
        }
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void aLogOfAnEasierNetworkIsNotCalledDamaged() {
        assertRefuses("--difficulty", () -> Maintenance.verify(directory, ChainParameters.book()));
    }

    private interface Refused {
        Report run() throws IOException;
    }

    private static void assertRefuses(String says, Refused action) {
        String message =
                String.valueOf(assertThrows(IOException.class, action::run).getMessage());
        assertTrue(message.contains(says), message);
    }

    private static void assertSays(Report report, String... parts) {
        String plain = report.text().replace(",", "");
        for (String part : parts) assertTrue(plain.contains(part.replace(",", "")), () -> part + "\nin\n" + plain);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) contents.put(file.toString(), new String(Files.readAllBytes(file), UTF_8));
        }
        return contents;
    }
}
