package tsunagi.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tsunagi.protocol.Block;
import tsunagi.protocol.Locator;

/// Each byte of the log, the index and the checkpoint of a small chain is damaged in each way. A
/// start then serves what a replay of the same log leads to: no block that is whole is lost, and no
/// frame is sent that is none.
///
/// The chain has what chains have: a branch that was left, a branch that never won, and
/// blocks after the checkpoint.
class EveryByteTest {
    private static final Branches FREE = Branches.FREE;

    /// What becomes of the bytes from some place on.
    enum Damage {
        FLIPPED {
            @Override
            byte[] to(byte[] bytes, int at) {
                byte[] damaged = bytes.clone();
                damaged[at] ^= 0x04;
                return damaged;
            }
        },
        CUT {
            @Override
            byte[] to(byte[] bytes, int at) {
                return Arrays.copyOf(bytes, at);
            }
        },
        ZEROED {
            @Override
            byte[] to(byte[] bytes, int at) {
                byte[] damaged = bytes.clone();
                Arrays.fill(damaged, at, Math.min(bytes.length, at + 64), (byte) 0);
                return damaged;
            }
        },
        ZEROED_TO_ITS_END {
            @Override
            byte[] to(byte[] bytes, int at) {
                byte[] damaged = bytes.clone();
                Arrays.fill(damaged, at, bytes.length, (byte) 0);
                return damaged;
            }
        };

        abstract byte[] to(byte[] bytes, int at);
    }

    private static final Map<String, byte[]> FILES = files();

    private static Map<String, byte[]> files() {
        try {
            SimulatedDisk disk = SimulatedDisk.empty();
            Chain chain = Kept.start(disk, Kept.HASTY).chain();
            List<Block> left = FREE.branch(FREE.genesis(), 6, "left");
            Branches.addAll(chain, left, Branches.ALICE);
            List<Block> stays = FREE.branch(left.get(2), 8, "stays");
            Branches.addAll(chain, stays, Branches.BOB);
            Kept.keep(chain);
            Branches.addAll(chain, FREE.branch(stays.getLast(), 2, "after"), Branches.ALICE);
            chain.close();
            return Map.of(
                    LogFiles.LOG, disk.bytes(LogFiles.LOG),
                    LogFiles.INDEX, disk.bytes(LogFiles.INDEX),
                    Checkpoints.FILE, disk.bytes(Checkpoints.FILE));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] whole(String name) {
        return Objects.requireNonNull(FILES.get(name));
    }

    private static SimulatedDisk disk(String name, byte[] damaged) throws IOException {
        SimulatedDisk disk = SimulatedDisk.empty();
        for (Map.Entry<String, byte[]> file : FILES.entrySet()) {
            Kept.write(disk, file.getKey(), file.getKey().equals(name) ? damaged : file.getValue());
        }
        return disk;
    }

    @ParameterizedTest
    @EnumSource
    void damageInTheLogCostsNoBlockThatIsWhole(Damage damage) throws IOException {
        assertServesWhatAReplayLeadsTo(LogFiles.LOG, damage);
    }

    @ParameterizedTest
    @EnumSource
    void damageInTheIndexCostsNoBlock(Damage damage) throws IOException {
        assertServesWhatAReplayLeadsTo(LogFiles.INDEX, damage);
    }

    @ParameterizedTest
    @EnumSource
    void damageInTheCheckpointCostsNoBlock(Damage damage) throws IOException {
        assertServesWhatAReplayLeadsTo(Checkpoints.FILE, damage);
    }

    private static void assertServesWhatAReplayLeadsTo(String name, Damage damage) throws IOException {
        byte[] whole = whole(name);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = damage.to(whole, at);
            for (CheckpointSizes sizes : List.of(Kept.CAREFUL, Kept.HASTY)) {
                String place = damage + " at byte " + at + " of " + name + ", " + sizes;
                assertServes(disk(name, damaged), sizes, place);
            }
        }
    }

    private static void assertServes(SimulatedDisk disk, CheckpointSizes sizes, String place) throws IOException {
        Chain replayed = replayed(disk.bytes(LogFiles.LOG));
        byte[] right = Answers.answer(replayed);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (Chain chain = Kept.start(disk, sizes).chain()) {
            serve(chain, sent);
            Kept.prove(chain);
            assertSame(replayed, chain, place);
            assertArrayEquals(right, sent.toByteArray(), place);
            return;
        } catch (IOException e) {
            assertTrue(sizes.equals(Kept.HASTY), () -> place + ": " + e);
            byte[] undamaged = Answers.answer(replayed(whole(LogFiles.LOG)));
            assertArrayEquals(Arrays.copyOf(undamaged, sent.size()), sent.toByteArray(), place);
        }
        try (Chain chain = Kept.start(disk, sizes).chain()) {
            assertArrayEquals(right, Answers.answer(chain), place);
            assertSame(replayed, chain, place);
        }
    }

    private static void serve(Chain chain, ByteArrayOutputStream sent) throws IOException {
        WritableByteChannel channel = Channels.newChannel(sent);
        for (Extent extent : chain.answer(Locator.EMPTY).rest()) {
            for (long at = extent.from(); at < extent.to(); ) {
                at += chain.log().transferTo(at, extent.to() - at, channel);
            }
        }
    }

    private static Chain replayed(byte[] bytes) throws IOException {
        HeapStore log = new HeapStore();
        log.append(ByteBuffer.wrap(bytes));
        return Chain.open(FREE.parameters(), log, new HeapStore(), Quarantine.NONE)
                .chain();
    }

    private static void assertSame(Chain replayed, Chain chain, String place) {
        assertEquals(replayed.tip(), chain.tip(), place);
        assertEquals(replayed.offChain(100), chain.offChain(100), place);
    }

    /// The test of the test: without damage nothing is read through, so the damage meets a
    /// checkpoint that is in use.
    @ParameterizedTest
    @EnumSource(names = "FLIPPED")
    void withoutDamageTheCheckpointIsUsed(Damage damage) throws IOException {
        for (CheckpointSizes sizes : List.of(Kept.CAREFUL, Kept.HASTY)) {
            Chain.Opened opened = Kept.start(disk("", new byte[0]), sizes);
            assertEquals(2, opened.report().blocks(), damage.toString());
            assertTrue(opened.report().refusal().isEmpty());
        }
    }
}
