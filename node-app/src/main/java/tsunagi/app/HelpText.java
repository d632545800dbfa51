package tsunagi.app;

import java.util.Locale;
import org.apache.commons.cli.Option;

/// What `--help` answers.
final class HelpText {
    static String text() {
        StringBuilder out = new StringBuilder("""
                tsunagi <port> [host:port ...]                       run a node
                tsunagi --listen <port> [--connect host:port ...]    the same
                tsunagi --conformance <id|glob|all|list> ...         judge a node by the golden transcripts
                tsunagi --verify DIR | --repair DIR                  check, or repair, a data directory

                Each line typed at a running node becomes the data of a new block.

                """);
        for (Option option : Flag.options().getOptions()) {
            String flag = "--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
            out.append(String.format(Locale.ROOT, "  %-24s %s%n", flag, option.getDescription()));
        }
        out.append("""

                Every flag has an environment variable (--data-dir: TSUNAGI_DATA_DIR) and a key in the
                --config file (data-dir=...). Flags win over the environment, and that over the file.

                --verify and --repair take --difficulty too, and refuse while a node uses the directory.

                Exit status: 0 after a stop, and after --verify and --repair if the log is whole; 2 for a
                wrong command line; 1 for any other failure.
                """);
        return out.toString();
    }

    private HelpText() {}
}
