package tsunagi.simulation.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
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
    /// A branch from any depth that does not fit the pool, to one peer; whole, or broken off, or
    /// with a lie at the end, and slowly, so that several are under way at once.
    LONG_RIVAL {
        @Override
        void against(HostileNode self, RandomGenerator random) throws IOException {
            List<Block> heard = self.heard();
            int height = heard.size() - 1;
            int fork = random.nextInt(height + 1);
            List<byte[]> frames = new ArrayList<>();
            Block parent = heard.get(fork);
            for (int i = fork; i <= height; i++) {
                parent = HostileNode.mined(parent, "rival " + random.nextInt());
                frames.add(HostileNode.frame(parent));
            }
            switch (random.nextInt(3)) {
                case 0 ->
                    frames.subList(random.nextInt(frames.size()), frames.size()).clear();
                case 1 ->
                    frames.set(
                            frames.size() - 1, HostileNode.frame(parent.withProof(parent.nonce() + 1, parent.hash())));
                default -> {}
            }
            self.sendSlowly(self.anyPeer(), frames, random.nextLong(1, 20_000_000));
        }
    },
    /// Two branches that take turns, two blocks at a time, to one peer or to all.
    FLIPS {
        @Override
        void against(HostileNode self, RandomGenerator random) throws IOException {
            List<Block> heard = self.heard();
            int height = heard.size() - 1;
            int fork = height - random.nextInt(Math.min(height, 10) + 1);
            Block one = heard.get(fork);
            Block other = one;
            List<byte[]> frames = new ArrayList<>();
            while (one.index() < height + 2 + fork % 8) {
                while (other.index() <= one.index()) {
                    other = HostileNode.mined(other, "flip " + random.nextInt());
                    frames.add(HostileNode.frame(other));
                }
                Block lower = one;
                one = other;
                other = lower;
            }
            for (Socket peer : random.nextBoolean() ? self.peers() : List.of(self.anyPeer())) {
                self.sendSlowly(peer, frames, 1_000_000);
            }
        }
    },
    /// On all of its connections, asks as often as anybody may, and reads nothing.
    CROWD {
        @Override
        void against(HostileNode self, RandomGenerator random) {
            int questions = random.nextInt(1, 12);
            for (Socket peer : self.peers()) {
                peer.holdUpInput(random.nextLong(60_000_000_000L));
                HostileNode.send(peer, "GET_CHAIN\n".repeat(questions).getBytes(UTF_8));
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
