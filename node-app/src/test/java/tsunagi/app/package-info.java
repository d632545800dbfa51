@NullMarked
package tsunagi.app;

import org.jspecify.annotations.NullMarked;
