package tsunagi.conformance.target;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what follows `--target`.
public final class TargetSpec {
    /// What a text turned out to be.
    public sealed interface Result permits Known, Unknown {}

    public record Known(Target target) implements Result {}

    public record Unknown(String message) implements Result {}

    private static final String CONTAINER_CLIENT = "com.github.dockerjava.api.DockerClient";

    /// `cmd:…`, `docker:image …` or `addr:host:port`.
    public static Result parse(String text) {
        return parse(text, TargetSpec.class.getClassLoader());
    }

    /// The same, with the libraries of that class loader.
    static Result parse(String text, ClassLoader libraries) {
        if (text.startsWith("cmd:")) return command(text.substring(4));
        if (text.startsWith("addr:")) return address(text.substring(5));
        if (text.startsWith("docker:")) return image(text.substring(7), libraries);
        return new Unknown("a target is cmd:COMMAND, docker:IMAGE or addr:HOST:PORT, not '%s'".formatted(text));
    }

    private static Result command(String text) {
        @Nullable List<String> words = words(text);
        return words == null ? new Unknown("a quote in the command does not end: " + text) : command(words);
    }

    /// A command, split into its words.
    public static Result command(List<String> words) {
        if (words.isEmpty()) return new Unknown("the command is empty");
        Optional<String> fault = Placeholders.fault(words);
        if (fault.isPresent()) return new Unknown(fault.get());
        if (!Placeholders.has(words, "{port}")) {
            return new Unknown("the command has no {port}, which each node needs to know where to listen: "
                    + String.join(" ", words));
        }
        return new Known(new Target.Command(words));
    }

    private static Result image(String text, ClassLoader libraries) {
        @Nullable List<String> words = words(text);
        if (words == null) return new Unknown("a quote after the image does not end: " + text);
        if (words.isEmpty()) return new Unknown("which image? docker:IMAGE");
        if (!hasContainerClient(libraries)) {
            return new Unknown("docker: needs the container client, which this copy of the program is made without; "
                    + "use cmd: with a command that starts the container, or build the program from its sources");
        }
        List<String> arguments = words.subList(1, words.size());
        Optional<String> fault = Placeholders.fault(arguments);
        if (fault.isPresent()) return new Unknown(fault.get());
        return new Known(new Target.Image(words.getFirst(), arguments.isEmpty() ? Target.Image.CONVENTION : arguments));
    }

    /// The released archive and the node's image leave it out, because it is heavy.
    private static boolean hasContainerClient(ClassLoader libraries) {
        try {
            Class.forName(CONTAINER_CLIENT, false, libraries);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Result address(String text) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        if (colon < 1 || !digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65_535) {
            return new Unknown("an address is host:port, not '%s'".formatted(text));
        }
        String host = text.substring(0, colon).replaceAll("^\\[|]$", "");
        return new Known(new Target.Address(new InetSocketAddress(host, Integer.parseInt(digits))));
    }

    /// Cuts at white space, but not between quotes; no shell has a part in it.
    private static @Nullable List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) quote = 0;
                else word.append(c);
            } else if (c == '"' || c == '\'') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) words.add(word.toString());
                word.setLength(0);
                inWord = false;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) words.add(word.toString());
        return quote == 0 ? words : null;
    }

    private TargetSpec() {}
}
