package tsunagi.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import tsunagi.chain.ChainParameters;
import tsunagi.protocol.Block;
import tsunagi.protocol.BlockWriter;
import tsunagi.protocol.Hash;

/// Programs that mean a node harm, each with the resource that it aims at. They fire for as long
/// as they are told, connect again when they are thrown out, and end.
///
/// They assume a network of difficulty 0, where blocks cost their sender one hash: what a miner
/// with a million times the power of this machine can do on the real one.
enum Attack {
    /// Processor: blocks whose hash is not theirs.
    INVALID_BLOCKS {
        @Override
        void fire(int port, Going going) throws IOException {
            Block block = on(GENESIS, "never");
            floodWith(BlockWriter.frame(block.withProof(block.nonce() + 1, block.hash())), port, going);
        }
    },
    /// Processor and stack: JSON as deep as a frame is long.
    DEEP_JSON {
        @Override
        void fire(int port, Going going) throws IOException {
            floodWith(("BLOCK:{\"x\":" + "[".repeat(4_000) + "\n").getBytes(US_ASCII), port, going);
        }
    },
    /// Processor and log: millions of frames of one byte.
    TINY_FRAMES {
        @Override
        void fire(int port, Going going) throws IOException {
            floodWith("\n".repeat(8_192).getBytes(US_ASCII), port, going);
        }
    },
    /// Log: a different unknown frame each time, long enough to be worth printing.
    LOG_LINES {
        @Override
        void fire(int port, Going going) throws IOException {
            floodWith(("what is this " + "?".repeat(200) + "\n").getBytes(US_ASCII), port, going);
        }
    },
    /// Memory: blocks that hang on nothing.
    ORPHANS {
        @Override
        void fire(int port, Going going) throws IOException {
            flood(port, going, out -> {
                Hash nowhere = new Hash(random(), random(), random(), random());
                Block parent = new Block(1_000, 0, 0, "", nowhere, nowhere, List.of());
                out.write(BlockWriter.frame(on(parent, "x".repeat(3_000))));
            });
        }
    },
    /// Memory: branches at every height that never win.
    SIDE_BRANCHES {
        @Override
        void fire(int port, Going going) throws IOException {
            flood(port, going, out -> out.write(BlockWriter.frame(on(GENESIS, random() + "y".repeat(3_000)))));
        }
    },
    /// Memory and places: frames that are begun on many connections and never ended, a byte at a time.
    HALF_FRAMES {
        @Override
        void fire(int port, Going going) throws IOException {
            List<Socket> held = new ArrayList<>();
            try {
                while (held.size() < 150 && going.on()) held.add(connected(port));
                for (Socket socket : held)
                    socket.getOutputStream().write("BLOCK:{".repeat(500).getBytes(US_ASCII));
                while (going.on()) {
                    for (Socket socket : held) socket.getOutputStream().write('x');
                    going.pause(200);
                }
            } finally {
                for (Socket socket : held) socket.close();
            }
        }
    },
    /// Memory and places: questions without end, and nobody who reads the answers.
    DEAF_ASKERS {
        @Override
        void fire(int port, Going going) throws IOException {
            List<Socket> held = new ArrayList<>();
            try {
                while (held.size() < 50 && going.on()) {
                    held.add(connected(port));
                    held.getLast()
                            .getOutputStream()
                            .write("GET_CHAIN\n".repeat(200).getBytes(US_ASCII));
                }
                while (going.on()) going.pause(200);
            } finally {
                for (Socket socket : held) socket.close();
            }
        }
    },
    /// Disk and processor: a longer history from genesis on, every second.
    REWRITTEN_HISTORY {
        @Override
        void fire(int port, Going going) throws IOException {
            for (int length = 20; going.on(); length += 20) {
                try (Socket socket = connected(port)) {
                    Block parent = GENESIS;
                    long salt = random();
                    for (int i = 0; i < length; i++) {
                        parent = on(parent, "rewritten " + salt);
                        socket.getOutputStream().write(BlockWriter.frame(parent));
                    }
                    going.pause(1_000);
                }
            }
        }
    };

    static final ChainParameters PARAMETERS = ChainParameters.book().withDifficulty(0);
    private static final Block GENESIS = PARAMETERS.genesis();

    /// Until when.
    interface Going {
        boolean on();

        /// Waits so many milliseconds, or until it is over.
        void pause(long millis);
    }

    /// What is written over and over.
    private interface Volley {
        void writeTo(OutputStream out) throws IOException;
    }

    abstract void fire(int port, Going going) throws IOException;

    private static void floodWith(byte[] bytes, int port, Going going) throws IOException {
        flood(port, going, out -> out.write(bytes));
    }

    /// Thrown out, it comes again.
    private static void flood(int port, Going going, Volley volley) throws IOException {
        while (going.on()) {
            try (Socket socket = connected(port)) {
                while (going.on()) volley.writeTo(socket.getOutputStream());
            } catch (IOException e) {
                going.pause(10);
            }
        }
    }

    private static Socket connected(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
        return socket;
    }

    private static long random() {
        return ThreadLocalRandom.current().nextLong();
    }

    private static Block on(Block parent, String data) {
        Block template = new Block(parent.index() + 1, 0, 0, data, parent.hash(), Hash.ZERO, List.of());
        return template.withProof(0, template.computeHash());
    }
}
