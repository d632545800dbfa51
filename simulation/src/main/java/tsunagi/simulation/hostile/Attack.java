package tsunagi.simulation.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;
import tsunagi.protocol.Block;
import tsunagi.protocol.Hash;
import tsunagi.simulation.wire.Socket;

/// What a hostile node may do at any moment.
enum Attack {
    /// Bytes that mean nothing, some of them in frames.
    GARBAGE {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            byte[] noise = new byte[random.nextInt(1, 6_000)];
            random.nextBytes(noise);
            boolean inFrames = random.nextBoolean();
            for (int i = 0; i < noise.length && !inFrames; i++) {
                if (noise[i] == '\n') noise[i] = 0;
            }
            if (inFrames) noise[noise.length - 1] = '\n';
            HostileNode.send(self.anyPeer(), noise);
        }
    },
    /// Frames that begin well and hold no block.
    BROKEN_JSON {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            String nested = "[".repeat(random.nextInt(1, 4_000));
            self.sendAll(HostileNode.text("BLOCK:{\"x\":" + nested));
        }
    },
    /// Blocks that claim what they have not.
    NO_WORK {
        @Override
        void against(HostileNode self, RandomGenerator random) throws IOException {
            Block parent = self.heard().getLast();
            Block good = HostileNode.mined(parent, "never");
            self.sendAll(HostileNode.frame(good.withProof(good.nonce() + 1, good.hash())));
            Block workless = good.withProof(good.nonce() + 1, Hash.ZERO);
            self.sendAll(HostileNode.frame(workless.withProof(workless.nonce(), workless.computeHash())));
        }
    },
    /// Blocks with work that hang on nothing, so that everybody asks for more.
    ORPHANS {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            Hash nowhere = new Hash(random.nextLong(), random.nextLong(), 0, 0);
            Block parent = new Block(random.nextLong(1_000), 0, 0, "", nowhere, nowhere, List.of());
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                parent = HostileNode.mined(parent, "orphan");
                self.sendAll(HostileNode.frame(parent));
            }
        }
    },
    /// A longer chain from some way down: everybody has to leave what they had.
    REWRITTEN_HISTORY {
        @Override
        void against(HostileNode self, RandomGenerator random) throws IOException {
            List<Block> heard = self.heard();
            int height = heard.size() - 1;
            int fork = height - random.nextInt(Math.min(height, 6) + 1);
            Block parent = heard.get(fork);
            for (int i = fork; i <= height; i++) {
                parent = HostileNode.mined(parent, "rewritten " + random.nextInt());
                self.sendAll(HostileNode.frame(parent));
            }
        }
    },
    /// Another next block for each peer.
    EQUIVOCATION {
        @Override
        void against(HostileNode self, RandomGenerator random) throws IOException {
            Block parent = self.heard().getLast();
            for (Socket peer : self.peers()) {
                HostileNode.send(peer, HostileNode.frame(HostileNode.mined(parent, "for you " + random.nextInt())));
            }
        }
    },
    /// More questions than anybody has.
    REQUESTS {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            HostileNode.send(
                    self.anyPeer(), "GET_CHAIN\n".repeat(random.nextInt(1, 300)).getBytes(UTF_8));
        }
    },
    /// Frames that cost a byte each.
    TINY_FRAMES {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            HostileNode.send(
                    self.anyPeer(), "\n".repeat(random.nextInt(1, 3_000)).getBytes(UTF_8));
        }
    },
    /// Reads nothing for a while.
    DEAFNESS {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            self.anyPeer().holdUpInput(random.nextLong(40_000_000_000L));
        }
    };

    private static final Attack[] ALL = values();

    static Attack any(RandomGenerator random) {
        return ALL[random.nextInt(ALL.length)];
    }

    abstract void against(HostileNode self, RandomGenerator random) throws IOException;
}
