package tsunagi.simulation.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import tsunagi.network.core.Direction;
import tsunagi.simulation.wire.Host;
import tsunagi.simulation.wire.Link;
import tsunagi.simulation.wire.Socket;

/// A script as in appendix F of the protocol: it connects, asks for the chain, sends no more, and
/// reads what comes; again and again.
public final class Asker implements Host {
    /// What the names of askers begin with.
    public static final String NAME = "asker ";

    private final String name;
    private final byte[] question;

    /// @param rest what it sends after its question, which is no whole frame (1.5)
    public Asker(String name, String rest) {
        this.name = name;
        this.question = ("GET_CHAIN\n" + rest).getBytes(UTF_8);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public void connected(Socket socket, Direction direction, Link link) {
        socket.ownedBy(new Socket.Owner() {
            @Override
            public void arrived(ByteBuffer bytes) {}

            @Override
            public void writable() {}

            @Override
            public void lost() {
                link.redial();
            }
        });
        socket.write(ByteBuffer.wrap(question));
        socket.closeOutput();
    }
}
