package tsunagi.app;

/// The platform's own way to sockets, chosen by name. When the JVM wants its first socket and knows
/// no name, it looks into every jar of the class path for another way, which is a sixth of a start,
/// and then takes this one.
final class SocketProvider {
    private static final String PROPERTY = "java.nio.channels.spi.SelectorProvider";

    /// What a JDK for Linux has.
    private static final String OF_LINUX = "sun.nio.ch.EPollSelectorProvider";

    /// To be called before there is a socket. On other platforms, or if the user
    /// names one, it does nothing.
    static void choose() {
        if (System.getProperty(PROPERTY) == null && isThere(OF_LINUX)) System.setProperty(PROPERTY, OF_LINUX);
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name, false, null);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private SocketProvider() {}
}
