package tsunagi.conformance;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// The command that the user started this program with.
final class Program {
    /// Set by the script that starts Java.
    static final String NAME = "tsunagi.program";

    /// Set by the program that the kit is a part of.
    static final String VERSION = "tsunagi.version";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]++");

    /// A name that can be pasted into a shell, in the directory where the program was started.
    static String name() {
        String name = System.getProperty(NAME, "");
        if (!name.isEmpty()) return quoted(name);
        String classPath = System.getProperty("java.class.path", "");
        boolean jar = classPath.endsWith(".jar") && !classPath.contains(java.io.File.pathSeparator);
        if (!jar) return "tsunagi";
        Path java = Path.of(System.getProperty("java.home", ""), "bin", "java");
        return quoted(java.toString()) + " -jar " + quoted(classPath);
    }

    /// The kit's version; empty if no program says it.
    static String version() {
        return System.getProperty(VERSION, "");
    }

    /// One word of a POSIX shell.
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Program() {}
}
