package tsunagi.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;

/// Programs that mean a node harm, each with the resource that it aims at. They fire for as long
/// as they are told, connect again when they are thrown out, and end.
enum Attack {
    INVALID_BLOCKS("processor: blocks whose hash is not theirs") {
        @Override
        void fire(Gun gun) throws IOException {
            Block block = Ammunition.on(GENESIS, "never");
            gun.flood(Ammunition.overAndOver(BlockWriter.frame(block.withProof(block.nonce() + 1, block.hash()))));
        }
    },
    DEEP_JSON("processor and stack: JSON as deep as a frame is long") {
        @Override
        void fire(Gun gun) throws IOException {
            gun.flood(Ammunition.overAndOver(ascii("BLOCK:{\"x\":" + "[".repeat(4_000) + "\n")));
        }
    },
    TINY_FRAMES("processor: millions of frames of one byte") {
        @Override
        void fire(Gun gun) throws IOException {
            gun.flood(Ammunition.overAndOver(ascii("\n")));
        }
    },
    LOG_LINES("log: unknown frames, long enough to be worth printing") {
        @Override
        void fire(Gun gun) throws IOException {
            gun.flood(Ammunition.overAndOver(ascii("what is this " + "?".repeat(200) + "\n")));
        }
    },
    ORPHANS("memory: large blocks that hang on nothing") {
        @Override
        void fire(Gun gun) throws IOException {
            gun.flood(Ammunition.overAndOver(Ammunition.orphans()));
        }
    },
    SIDE_BRANCHES("memory: large blocks on branches that never win") {
        @Override
        void fire(Gun gun) throws IOException {
            gun.flood(Ammunition.overAndOver(Ammunition.sideBranches()));
        }
    },
    LONG_BRANCH("processor: a branch longer than the memory for it, so that its root is always missing") {
        @Override
        void fire(Gun gun) throws IOException {
            List<Block> branch = Ammunition.branch(GENESIS, Ammunition.TERRAIN_BLOCKS - 100, "long branch");
            gun.flood(Ammunition.overAndOver(Ammunition.frames(branch.subList(1, branch.size()))));
        }
    },
    MANY_SENDERS("memory and processor: each orphan on a connection of its own") {
        @Override
        void fire(Gun gun) throws IOException {
            for (byte[] orphan = orphan(); gun.fires(); orphan = orphan()) {
                try (Socket socket = gun.connect()) {
                    gun.send(socket, orphan);
                }
            }
        }
    },
    HALF_FRAMES("memory and places: frames begun on many connections and never ended, a byte at a time") {
        @Override
        void fire(Gun gun) throws IOException {
            gun.hold(
                    300,
                    socket -> gun.send(socket, ascii("BLOCK:{".repeat(500))),
                    socket -> gun.send(socket, ascii("x")),
                    200);
        }
    },
    SLOW_READERS("memory and places: questions without end, the answers taken a byte at a time") {
        @Override
        void fire(Gun gun) throws IOException {
            byte[] one = new byte[1];
            gun.hold(
                    50,
                    socket -> gun.send(socket, ascii("GET_CHAIN\n".repeat(200))),
                    socket -> gun.read(socket.getInputStream(), one),
                    200);
        }
    },
    LOCATORS("processor: chain requests with as many positions to look up as a frame holds") {
        @Override
        void fire(Gun gun) throws IOException {
            String pairs = IntStream.range(0, 50)
                    .mapToObj(i -> (19_000 - i) + ":" + Ammunition.nowhere(1).hash())
                    .collect(Collectors.joining(" "));
            gun.flood(Ammunition.overAndOver(ascii("GET_CHAIN " + pairs + "\n")));
        }
    },
    WHOLE_CHAINS("line and disk: the whole chain, asked for and read over and over") {
        @Override
        void fire(Gun gun) throws IOException {
            byte[] much = new byte[64 * 1024];
            while (gun.fires()) {
                try (Socket socket = gun.connect()) {
                    gun.send(socket, ascii("GET_CHAIN\n".repeat(100)));
                    socket.shutdownOutput();
                    while (gun.fires() && gun.read(socket.getInputStream(), much) >= 0) Thread.onSpinWait();
                }
            }
        }
    },
    LOOPING_ANSWER("processor: an answer to the node's question that comes to no end, the same blocks over and over") {
        @Override
        void fire(Gun gun) throws IOException {
            answer(gun, Ammunition.branch(GENESIS, 1_000, "terrain"));
        }
    },
    ENDLESS_ANSWER("memory: an answer to the node's question that goes on and leads nowhere") {
        @Override
        void fire(Gun gun) throws IOException {
            answer(gun, Ammunition.branch(Ammunition.nowhere(1_000), 30_000, "endless"));
        }
    },
    REWRITTEN_HISTORY("disk: a thousand blocks of history replaced every second") {
        @Override
        void fire(Gun gun) throws IOException {
            Block fork = Ammunition.terrain().get(Ammunition.TERRAIN_BLOCKS - 1_000);
            while (gun.fires()) {
                int length = blocksAfter(fork, gun) + 20;
                List<Block> branch = Ammunition.branch(fork, length, "rewritten " + Ammunition.random());
                try (Socket socket = gun.connect()) {
                    for (byte[] frame : Ammunition.frames(branch.subList(1, branch.size()))) gun.send(socket, frame);
                    gun.pause(1_000);
                }
            }
        }
    };

    private static final Block GENESIS = Ammunition.PARAMETERS.genesis();

    private final String aim;

    Attack(String aim) {
        this.aim = aim;
    }

    /// The resource, and how.
    String aim() {
        return aim;
    }

    abstract void fire(Gun gun) throws IOException;

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static byte[] orphan() {
        return BlockWriter.frame(Ammunition.on(Ammunition.nowhere(1_000), "many"));
    }

    /// Has itself asked for the chain, by an orphan, and answers.
    private static void answer(Gun gun, List<Block> blocks) throws IOException {
        byte[] question = new byte[4_096];
        List<byte[]> frames = Ammunition.frames(blocks.subList(1, blocks.size()));
        while (gun.fires()) {
            try (Socket socket = gun.connect()) {
                gun.send(socket, orphan());
                gun.read(socket.getInputStream(), question);
                var volleys = Ammunition.overAndOver(frames);
                while (gun.fires()) gun.send(socket, volleys.next());
            }
        }
    }

    private static int blocksAfter(Block known, Gun gun) throws IOException {
        byte[] answer = new byte[64 * 1024];
        int blocks = 0;
        try (Socket socket = gun.connect()) {
            gun.send(socket, ascii("GET_CHAIN " + known.index() + ":" + known.hash() + "\n"));
            socket.shutdownOutput();
            for (int bytes = 0; bytes >= 0; bytes = gun.read(socket.getInputStream(), answer)) {
                for (int i = 0; i < bytes; i++) if (answer[i] == '\n') blocks++;
            }
        }
        return blocks;
    }
}
