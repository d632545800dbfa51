package tsunagi.app;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tsunagi.conformance.verdict.ExitStatus;

/// The links of the documents lead somewhere, and the flags, variables and
/// statuses that they name exist.
class DocumentsTest {
    private static final Path INDEX = Path.of("docs/README.md");
    private static final Pattern SCHEME = Pattern.compile("[a-z]+:.*");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");
    private static final Pattern VARIABLE = Pattern.compile("TSUNAGI_[A-Z_]*[A-Z]");
    private static final Pattern STATUS = Pattern.compile("(?i)\\b(?:exit|ends with|is) status \\**(\\d+)");

    /// Flags of the project's other programs, each with the source that must name it.
    private static final Map<String, List<String>> OTHER_PROGRAMS = Map.of(
            "simulation/src/main/java/tsunagi/simulation/SimulateArguments.java",
            List.of("--seed", "--seeds", "--nodes", "--hostile", "--turmoil", "--trace", "--scale", "--sizes"),
            "benchmarks/src/main/java/tsunagi/benchmarks/endtoend/EndToEnd.java",
            List.of("--only", "--blocks", "--json", "--peers"),
            "release/archive",
            List.of("--record"),
            "deploy/build-image",
            List.of("--judge"),
            "golden/tools/mine.py",
            List.of("--keep", "--draft", "--check", "--search"));

    /// Flags of git, sha256sum, Docker, kubectl, the JVM and of the nodes that examples make up.
    private static final Set<String> FOREIGN = Set.of(
            "--rm",
            "--entrypoint",
            "--build-arg",
            "--user",
            "--tmpfs",
            "--sig-proxy",
            "--network",
            "--read-only",
            "--cpus",
            "--from-literal",
            "--depth",
            "--filter",
            "--add-modules",
            "--ignore-missing",
            "--data",
            "--db",
            "--peer",
            "--port",
            "--name",
            "--now",
            "--restart");

    private static List<MarkdownPage> pages = List.of();

    @BeforeAll
    static void readAll() throws IOException {
        pages = MarkdownPage.all();
        assertTrue(pages.size() > 30, () -> "only " + pages.size() + " pages were found");
    }

    /// Notes and the changelog say what was so at their dates.
    private static Stream<MarkdownPage> presentPages() {
        return pages.stream()
                .filter(page -> !page.file().startsWith("docs/notes"))
                .filter(page -> !page.file().equals(Path.of("CHANGELOG.md")));
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() {
        Map<Path, MarkdownPage> byFile = byFile();
        List<String> dead = new ArrayList<>();
        for (MarkdownPage page : pages) {
            for (String link : page.links()) {
                if (SCHEME.matcher(link).matches()) continue;
                Path target = page.resolve(link);
                String anchor = link.contains("#") ? link.substring(link.indexOf('#') + 1) : "";
                boolean there = Files.exists(MarkdownPage.ROOT.resolve(target));
                MarkdownPage other = byFile.get(target);
                if (!there) dead.add(page.file() + ": " + link + " is not there");
                else if (!anchor.isEmpty() && other != null && !other.anchors().contains(anchor)) {
                    dead.add(page.file() + ": " + link + " has no such heading");
                }
            }
        }
        assertEquals(List.of(), dead);
    }

    @Test
    void theIndexLeadsToEveryPage() {
        Map<Path, MarkdownPage> byFile = byFile();
        Set<Path> reached = new TreeSet<>(Set.of(INDEX));
        Deque<Path> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            MarkdownPage page = byFile.get(open.remove());
            if (page == null) continue;
            for (String link : page.links()) {
                if (SCHEME.matcher(link).matches()) continue;
                Path target = page.resolve(link);
                if (byFile.containsKey(target) && reached.add(target)) open.add(target);
            }
        }
        Set<Path> missed = new TreeSet<>(byFile.keySet());
        missed.removeAll(reached);
        assertEquals(Set.of(), missed, "no page that " + INDEX + " leads to has a link to these");
    }

    @Test
    void everyFlagThatAPageNamesExists() throws IOException {
        Set<String> known = new TreeSet<>(FOREIGN);
        known.addAll(Flag.names());
        known.addAll(KitHelp.flags());
        known.add("--conformance");
        for (Map.Entry<String, List<String>> program : OTHER_PROGRAMS.entrySet()) {
            String source = Files.readString(MarkdownPage.ROOT.resolve(program.getKey()));
            for (String flag : program.getValue()) {
                boolean named = Stream.of("\"%s\"", " %s ").anyMatch(form -> source.contains(form.formatted(flag)))
                        || source.contains('"' + flag.substring(2) + '"');
                assertTrue(named, () -> program.getKey() + " does not name " + flag);
                known.add(flag);
            }
        }
        List<String> unknown = presentPages()
                .flatMap(page -> page.all(FLAG).stream()
                        .filter(flag -> !known.contains(flag))
                        .map(flag -> page.file() + ": " + flag))
                .sorted()
                .toList();
        assertEquals(List.of(), unknown);
    }

    @Test
    void everyVariableThatAPageNamesExists() {
        List<String> wrong = new ArrayList<>();
        for (MarkdownPage page : pages) {
            Map<String, String> named = page.all(VARIABLE).stream().collect(toMap(name -> name, name -> "x"));
            Variables.complaints(named).forEach(complaint -> wrong.add(page.file() + ": " + complaint));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void everyExitStatusThatAPageNamesExists() {
        List<Integer> known =
                Arrays.stream(ExitStatus.values()).map(ExitStatus::code).toList();
        List<String> wrong = presentPages()
                .flatMap(page -> STATUS.matcher(page.text())
                        .results()
                        .filter(match -> !known.contains(Integer.valueOf(match.group(1))))
                        .map(match -> page.file() + ": " + match.group()))
                .toList();
        assertEquals(List.of(), wrong);
    }

    /// The same parts, in the same order: recognised by the pages that each part has links to.
    @Test
    void theJapaneseReadmeHasTheSamePartsInTheSameOrder() throws IOException {
        List<List<String>> english = partsOf("README.md");
        List<List<String>> japanese = partsOf("README.ja.md");
        assertEquals(english.size(), japanese.size(), "parts");
        for (int i = 0; i < english.size(); i++) {
            Set<String> common = new TreeSet<>(english.get(i));
            common.retainAll(japanese.get(i));
            assertTrue(!common.isEmpty(), english.get(i) + " and " + japanese.get(i) + " have no link in common");
        }
    }

    private static List<List<String>> partsOf(String file) throws IOException {
        String[] parts = MarkdownPage.read(file).text().split("(?m)^## ", -1);
        return Arrays.stream(parts)
                .map(part -> new MarkdownPage(Path.of(file), part)
                        .links().stream()
                                .map(link -> link.replace("docs/ja/", "docs/"))
                                .toList())
                .filter(links -> !links.isEmpty())
                .toList();
    }

    private static Map<Path, MarkdownPage> byFile() {
        Map<Path, MarkdownPage> byFile = new HashMap<>();
        pages.forEach(page -> byFile.put(page.file(), page));
        return byFile;
    }
}
