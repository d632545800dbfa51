package tsunagi.conformance.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A rule is quoted with all that belongs to it.
class RuleBookTest {
    @Test
    void listsTablesAndListingsBelongToTheirRules() {
        RuleBook rules = RuleBook.parse(List.of(
                "### 1.1 The form <!-- visible -->",
                "",
                "One object:",
                "",
                "- no **white** space, *ever*",
                "",
                "- **1.2** Drop any of these: <!-- visible -->",
                "  - a fraction;",
                "  - a sign.",
                "",
                "  So it is.",
                "- **1.3 Name.** A table:",
                "",
                "| a | b |",
                "| --- | --- |",
                "| 1 | 2 |",
                "",
                "An essay.",
                "## 2 Next"));
        assertEquals("The form\nOne object:\n- no white space, ever", rules.words("1.1"));
        assertEquals("Drop any of these:\n- a fraction;\n- a sign.\nSo it is.", rules.words("1.2"));
        assertEquals("Name. A table:\n| a | b |\n| 1 | 2 |", rules.words("1.3"));
        assertEquals("The form\nOne object:\n- no white space, ever", rules.summary("1.1"));
        assertEquals(
                "Drop any of these:\n- a fraction;\n- a sign.\n(PROTOCOL.md says more under 1.2.)",
                rules.summary("1.2"));
        assertEquals(List.of("1.1", "1.2"), rules.visible());
    }

    @Test
    void noRuleOfThePageIsCutAtItsColon() throws IOException {
        RuleBook page = RuleBook.read(Path.of("../PROTOCOL.md"));
        page.rules().values().forEach(rule -> assertFalse(rule.words().endsWith(":"), rule::words));
        assertTrue(page.words("2.7").contains("- a number out of range;"));
        assertTrue(page.words("2.5").contains("lower-case hex digits"));
    }
}
