package tsunagi.app.browser;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// One browser for all tests of a class, for starting one takes longer than most of them. Without
/// Chromium they are skipped and say so; with `TSUNAGI_REQUIRE_BROWSER=true` they fail.
final class BrowserOfClass implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        browser = Browser.startOrSkip();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (browser != null) browser.close();
    }

    /// A page of its own, empty.
    Page open() {
        if (browser == null) throw new IllegalStateException("the tests of the class have not begun");
        return browser.open();
    }
}
