/// The program: flags, console, logs and the wiring of the other modules.
@NullMarked
package tsunagi.app;

import org.jspecify.annotations.NullMarked;
