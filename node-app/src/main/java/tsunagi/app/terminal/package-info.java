/// Somebody at a terminal: what they type, what they are told, and the status line below it.
@NullMarked
package tsunagi.app.terminal;

import org.jspecify.annotations.NullMarked;
