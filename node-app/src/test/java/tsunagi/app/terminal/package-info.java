@NullMarked
package tsunagi.app.terminal;

import org.jspecify.annotations.NullMarked;
