package tsunagi.app;

/// How the JVM gets at sockets. When the first of them is wanted it looks into every jar of the class path for somebody
/// who
/// provides them, which is a sixth of a start, and then takes the platform's own. To be told of that one spares it the
/// search.
final class SocketProvider {
    private static final String PROPERTY = "java.nio.channels.spi.SelectorProvider";

    /// What a JDK for Linux has.
    private static final String OF_LINUX = "sun.nio.ch.EPollSelectorProvider";

    /// To be called before there is a socket. On other platforms, or if the user names one, it does nothing.
    static void name() {
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
