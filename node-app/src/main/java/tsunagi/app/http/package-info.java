/// The node over HTTP: the explorer's pages, the API, events as they happen, metrics and health.
///
/// Nothing here is loaded unless somebody asks for it with `--http`.
@NullMarked
package tsunagi.app.http;

import org.jspecify.annotations.NullMarked;
