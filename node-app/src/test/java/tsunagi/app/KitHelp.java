package tsunagi.app;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tsunagi.conformance.Conformance;
import tsunagi.conformance.target.Target;

/// What `--conformance --help` prints.
final class KitHelp {
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");

    static String text() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            Conformance.run(List.of("--help"), new Target.Command(List.of("true")), out, out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    static Set<String> flags() {
        Set<String> flags = new TreeSet<>();
        FLAG.matcher(text()).results().map(MatchResult::group).forEach(flags::add);
        flags.remove("--conformance");
        return flags;
    }

    private KitHelp() {}
}
