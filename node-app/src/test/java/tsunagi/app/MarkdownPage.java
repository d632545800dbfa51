package tsunagi.app;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One Markdown page of the project, as far as tests look at it.
///
/// @param file relative to the root of the project
/// @param text the whole page
record MarkdownPage(Path file, String text) {
    static final Path ROOT = Path.of("..");
    private static final Set<String> NO_SOURCES = Set.of("target", "node_modules", "explored", "licences");
    private static final Pattern FENCED = Pattern.compile("(?ms)^\\s*```.*?^\\s*```\\s*?$");
    private static final Pattern INLINE_CODE = Pattern.compile("`[^`\n]+`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");
    private static final Pattern LINK_IN_HEADING = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");

    /// A row of a table, its cells without blanks at the ends.
    record Row(List<String> cells) {
        String cell(int at) {
            return at < cells.size() ? cells.get(at) : "";
        }
    }

    static MarkdownPage read(String file) throws IOException {
        return new MarkdownPage(Path.of(file), Files.readString(ROOT.resolve(file)));
    }

    /// Every page of the checkout; what a build or an IDE made is left out.
    static List<MarkdownPage> all() throws IOException {
        List<MarkdownPage> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                String name = directory.getFileName().toString();
                boolean hidden = name.startsWith(".") && !name.equals("..");
                return hidden || NO_SOURCES.contains(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.toString().endsWith(".md"))
                    pages.add(read(ROOT.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }

    /// Targets of links, those in code left out.
    List<String> links() {
        String prose = INLINE_CODE.matcher(withoutFences()).replaceAll("code");
        return LINK.matcher(prose).results().map(match -> match.group(1)).toList();
    }

    /// The file that a relative link leads to, as a path from the root.
    Path resolve(String link) {
        String path = link.replaceFirst("#.*", "");
        return (path.isEmpty() ? file : file.resolveSibling(path)).normalize();
    }

    /// The anchors that GitHub makes of the headings.
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(withoutFences())
                .results()
                .map(match -> slug(match.group(1)))
                .forEach(slug -> {
                    String anchor = slug;
                    for (int i = 1; !anchors.add(anchor); i++) anchor = slug + "-" + i;
                });
        return anchors;
    }

    private static String slug(String heading) {
        String words = LINK_IN_HEADING.matcher(heading).replaceAll(match -> match.group(1));
        return words.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /// The rows of all tables from a heading to the next.
    List<Row> rowsUnder(String heading) {
        List<Row> rows = new ArrayList<>();
        boolean under = false;
        for (String line : text.lines().toList()) {
            if (line.startsWith("#")) under = line.replaceFirst("#+ +", "").equals(heading);
            if (under && line.startsWith("|")) rows.add(row(line));
        }
        return rows;
    }

    private static Row row(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("(?<!\\\\)\\|", -1)) {
            cells.add(cell.strip().replace("\\|", "|"));
        }
        return new Row(List.copyOf(cells));
    }

    /// What a pattern finds anywhere in the page.
    Set<String> all(Pattern pattern) {
        Set<String> found = new HashSet<>();
        pattern.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    private String withoutFences() {
        return FENCED.matcher(text).replaceAll("");
    }
}
