package tsunagi.simulation.wire;

import java.io.IOException;
import tsunagi.network.core.Direction;

/// A machine that others can reach, or can't.
public interface Host {
    /// How it is called in the trace.
    String name();

    /// Whether it runs at the moment.
    boolean isUp();

    /// It is one end of a new connection.
    ///
    /// @param link over which; told when the connection is over, if this host is to dial again
    void connected(Socket socket, Direction direction, Link link) throws IOException;
}
