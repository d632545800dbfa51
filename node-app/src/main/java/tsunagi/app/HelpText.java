package tsunagi.app;

import java.util.Locale;
import org.apache.commons.cli.Option;

/// The text of `--help`.
final class HelpText {
    static String text() {
        StringBuilder out = new StringBuilder("""
                tsunagi <port> [host:port ...]                       run a node
                tsunagi --listen <port> [--connect host:port ...]    the same
                tsunagi --conformance <id|glob|all|list> ...         test a node against the conformance scenarios
                tsunagi --verify DIR | --repair DIR                  check, or repair, a data directory

                Each line typed at a running node becomes the data of a new block.

                """);
        for (Option option : Flag.options().getOptions()) {
            String flag = "--" + option.getLongOpt() + (option.hasArg() ? " " + option.getArgName() : "");
            out.append(String.format(Locale.ROOT, "  %-24s %s%n", flag, option.getDescription()));
        }
        out.append("""

                Each setting, from --listen to --log-level, has an environment variable (--data-dir:
                TSUNAGI_DATA_DIR) and a key in the --config file (data-dir=...). TSUNAGI_CONFIG names that
                file. Flags win over the environment, and the environment wins over the file.

                --verify and --repair also take --difficulty and --config. They refuse a directory
                that a node uses.

                Exit statuses:
                  0  the node was stopped; with --verify and --repair: the log is whole
                  1  the node failed; with --verify and --repair: the log is damaged, a node uses it,
                     or there is none
                  2  the command line is wrong

                More: docs/run-a-node.md, docs/command-line.md, docs/troubleshooting.md
                """);
        return out.toString();
    }

    private HelpText() {}
}
